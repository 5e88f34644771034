import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@taxi/contract/client.ts'
import type { BareLiveAnswer, BareLiveQuestion } from './bare-live.ts'
import { type Bench, quantile } from './figure.ts'
import { forkPart } from './fork-part.ts'
import type { LiveAnswer, LiveQuestion } from './live-clients.ts'
import { openBenchWorld } from './open-bench-world.ts'

const PEOPLE = 500
const CHANGES = 20
const EVENT = 'slot.update'
/** Until the people of a bench listen, and what was told before is over. */
const ALL_EARS_MS = 50

/** News of a slot is committed: how long until each of five hundred people with a line of their own has heard. */
export const fanout: Bench = async ({ keep }) => {
  const world = await openBenchWorld(keep)
  const [ours, plain] = [forkLines(), forkLines()].map(keep) as [Lines, Lines]
  const bare = keep(forkPart<BareLiveQuestion, BareLiveAnswer>('bare-live.ts'))
  const tokens = await world.people(PEOPLE)
  await world.slots(1)
  const { url } = await bare.ask({ type: 'open' })
  await ours.ask({ type: 'connect', base: world.url, tokens })
  await plain.ask({ type: 'connect', base: url, tokens })
  const person = createClient({ base: world.url, token: () => tokens[0] ?? null })
  const slot = await person.call('slot', { params: { id: 'bench-1' } })

  const oursMs: number[] = []
  const plainMs: number[] = []
  for (let version = 0; version < CHANGES; version++) {
    oursMs.push(...(await hear(ours, () => world.announce({ about: 'slot', id: 'bench-1' }))))
    const tell = { type: 'tell', event: EVENT, what: { epoch: '', version, slot } } as const
    plainMs.push(...(await hear(plain, async () => (await bare.ask(tell)).at)))
  }
  const p99 = quantile(oursMs, 0.99)
  const lost = oursMs.filter(Number.isNaN).length
  const figure = {
    bench: 'fanout',
    what: `p99 from the commit of a slot’s change to heard, ${PEOPLE} people`,
    value: p99,
    unit: 'ms',
    yardstick: { what: 'socket.io alone, telling all the same', value: quantile(plainMs, 0.99) },
    target: '< 50',
    ok: p99 < 50 && lost === 0,
    seen: `${CHANGES} changes; median ${quantile(oursMs, 0.5)}, slowest ${quantile(oursMs, 1)}; yardstick median ${quantile(plainMs, 0.5)}; never heard: ${lost}`,
  }
  return [figure]
}

const forkLines = () => forkPart<LiveQuestion, LiveAnswer>('live-clients.ts')
type Lines = ReturnType<typeof forkLines>

/** How long after it was told each line has heard. */
async function hear(lines: Lines, tell: () => Promise<number>): Promise<number[]> {
  const hearing = lines.ask({ type: 'hear', event: EVENT })
  await sleep(ALL_EARS_MS)
  const toldAt = await tell()
  return (await hearing).heardAt.map(at => at - toldAt)
}
