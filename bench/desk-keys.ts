import { setTimeout as sleep } from 'node:timers/promises'
import type { GuacClient } from '../server/src/testing/guac-client.ts'
import { type BenchOptions, type Figure, quantile } from './figure.ts'
import type { DeskBench } from './open-desk-bench.ts'
import { openSquare } from './open-square.ts'

const KEY = 0x61
const TURNS = 4
const bench = 'desk'

/** From a key going out to the picture it changed being whole: through our tunnel, straight to guacd, through guacamole-lite. */
export async function keys(desk: DeskBench, { keep, rounds }: BenchOptions): Promise<Figure[]> {
  const square = keep(await openSquare(desk.screen))
  const ways = {
    ours: async () => (await desk.ours()).open(),
    raw: async () => desk.raw(),
    lite: async () => desk.lite(),
  }
  const times: Record<keyof typeof ways, number[]> = { ours: [], raw: [], lite: [] }
  // In turns: whatever else this computer does meets all three alike.
  for (let turn = 0; turn < TURNS; turn++)
    for (const way of Object.keys(ways) as (keyof typeof ways)[])
      times[way].push(...(await typed(await ways[way](), Math.ceil((rounds * 3) / 5))))
  await square.close()
  return [0.5, 0.95].map(share => figureOf(times, share))
}

async function typed(client: GuacClient, count: number): Promise<number[]> {
  await client.picture(20_000)
  const times: number[] = []
  while (times.length < count) {
    // Never in step with anybody's clock.
    await sleep(40 + Math.random() * 40)
    client.forget()
    const sentMs = performance.now()
    client.send('key', KEY, 1)
    await client.wait('sync', undefined, 5_000)
    times.push(performance.now() - sentMs)
    client.send('key', KEY, 0)
  }
  client.close()
  await client.closed
  return times
}

function figureOf({ ours, raw, lite }: Record<'ours' | 'raw' | 'lite', number[]>, share: number): Figure {
  const [our, plain, other] = [ours, raw, lite].map(times => quantile(times, share)) as [number, number, number]
  const ratio = Math.round((our / plain) * 100) / 100
  const isTail = share > 0.9
  return {
    bench,
    what: `key to picture, p${share * 100}: our tunnel ÷ guacd itself`,
    value: ratio,
    unit: '×',
    yardstick: { what: 'guacamole-lite ÷ guacd itself', value: Math.round((other / plain) * 100) / 100 },
    target: isTail ? '<= 1.10, and below guacamole-lite' : '<= 1.10',
    ok: ratio <= 1.1 && (!isTail || our < other),
    seen: `${ours.length} keys each; ours ${our} ms, guacd ${plain} ms, guacamole-lite ${other} ms`,
  }
}
