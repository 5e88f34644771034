import { setTimeout as sleep } from 'node:timers/promises'
import { type BenchOptions, type Figure, quantile } from './figure.ts'
import type { DeskBench } from './open-desk-bench.ts'

const TIMES = 40
const bench = 'desk'
const target = 1_000

/** From closing the tab to the machine's screen being let go of, as the kernel counts connections. */
export async function closing(desk: DeskBench, _: BenchOptions): Promise<Figure[]> {
  const ours: number[] = []
  for (let time = 0; time < TIMES; time++) {
    const client = (await desk.ours()).open()
    await client.picture(20_000)
    // guacd looks up once a second when nothing moves: not always at the same moment of it.
    await sleep(Math.random() * 1_000)
    client.close()
    ours.push(await untilFree(desk))
  }
  const value = quantile(ours, 0.95)
  return [
    {
      bench,
      what: 'closing the tab to the machine’s screen let go of (p95)',
      value,
      unit: 'ms',
      yardstick: { what: 'guacd’s own look around, once a second', value: 1_000 },
      target: `<= ${target}`,
      ok: value <= target,
      seen: `${TIMES} times; p50 ${quantile(ours, 0.5)}, slowest ${quantile(ours, 1)}`,
    },
  ]
}

async function untilFree({ screen }: DeskBench): Promise<number> {
  const beganMs = performance.now()
  while (screen.connections() > 0) await sleep(5)
  return performance.now() - beganMs
}
