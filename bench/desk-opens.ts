import type { GuacClient } from '../server/src/testing/guac-client.ts'
import { type BenchOptions, type Figure, quantile } from './figure.ts'
import { type DeskBench, SESSIONS } from './open-desk-bench.ts'

const bench = 'desk'
const PATIENCE_MS = 20_000
const target = { alone: 120, burst: 1_200 }

/** Connecting again and again: one at a time, and twenty people at the same instant. */
export async function opens(desk: DeskBench, { rounds, say }: BenchOptions): Promise<Figure[]> {
  const count = rounds * 4
  const retriesBefore = await desk.retries()
  const alone: (number | null)[] = []
  const raw: (number | null)[] = []
  while (alone.length < count / 2) {
    alone.push(...(await together(desk, 1)))
    if (alone.length % 4 === 0) raw.push(await shown(() => desk.raw()))
  }
  say(`  ${alone.length} opened one at a time`)
  const bursts: (number | null)[] = []
  while (bursts.length < count / 2) bursts.push(...(await together(desk, SESSIONS)))
  const retries = (await desk.retries()) - retriesBefore
  return [succeeded([...alone, ...bursts], retries), inTime('alone', alone, raw), inTime('burst', bursts, raw)]
}

/** So many desks at once, each of another session; they are closed when all of them have shown. */
async function together(desk: DeskBench, count: number): Promise<(number | null)[]> {
  const ways = []
  for (let session = 0; session < count; session++) ways.push(await desk.ours(session))
  const clients: GuacClient[] = []
  const times = await Promise.all(
    ways.map(way =>
      shown(() => {
        const client = way.open()
        clients.push(client)
        return client
      }, false),
    ),
  )
  for (const client of clients) client.close()
  await Promise.all(clients.map(client => client.closed))
  return times
}

/** Milliseconds to the first whole picture; null: it did not come. */
async function shown(open: () => GuacClient, thenClose = true): Promise<number | null> {
  const beganMs = performance.now()
  const client = open()
  const came = await client.picture(PATIENCE_MS).then(
    () => performance.now() - beganMs,
    () => null,
  )
  if (thenClose) {
    client.close()
    await client.closed
  }
  return came
}

const came = (times: (number | null)[]) => times.filter(ms => ms !== null)

function succeeded(times: (number | null)[], retries: number): Figure {
  const value = came(times).length
  return {
    bench,
    what: `desks that showed their screen, of ${times.length} opened`,
    value,
    unit: 'desks',
    yardstick: null,
    target: `= ${times.length}`,
    ok: value === times.length,
    seen: `${retries} needed another try; half of them one at a time, half in bursts of ${SESSIONS}`,
  }
}

function inTime(how: 'alone' | 'burst', times: (number | null)[], raw: (number | null)[]): Figure {
  const good = came(times)
  const value = quantile(good, 0.95)
  return {
    bench,
    what: `open to first picture, ${how === 'alone' ? 'one at a time' : `${SESSIONS} at once`} (p95)`,
    value,
    unit: 'ms',
    yardstick: { what: 'guacd itself, one at a time', value: quantile(came(raw), 0.95) },
    target: `<= ${target[how]}`,
    ok: value <= target[how],
    seen: `p50 ${quantile(good, 0.5)}, slowest ${quantile(good, 1)}; guacd itself p50 ${quantile(came(raw), 0.5)}`,
  }
}
