import { setTimeout as sleep } from 'node:timers/promises'
import type { GuacClient } from '../server/src/testing/guac-client.ts'
import { openField } from '../server/src/testing/screen-field.ts'
import { type BenchOptions, type Figure, tenth } from './figure.ts'
import type { DeskBench } from './open-desk-bench.ts'
import { cpuOf } from './processes.ts'

const TURNS = 3
const LOOK_MS = 6_000
const MBIT = 40
const bench = 'desk'
/** What guacd takes when nobody says anything. */
const STOCK = { 'color-depth': '', encodings: '' }

/** A browser on the screen that scrolls text without end: pictures a second, and what the tunnel itself costs. */
export async function scrolling(desk: DeskBench, { keep }: BenchOptions): Promise<Figure[]> {
  const field = keep(await openField(desk.screen))
  await field.page.setContent(PAGE)
  const ours: Seen[] = []
  const text: Seen[] = []
  const stock: Seen[] = []
  for (let turn = 0; turn < TURNS; turn++) {
    ours.push(await watch((await desk.ours()).open(), desk.tunnelPid))
    text.push(await watch((await desk.ours(0, 'text')).open(), desk.tunnelPid))
    stock.push(await watch(desk.raw(STOCK), desk.tunnelPid))
  }
  await field.close()
  return [framesOf(mean(ours), mean(text), mean(stock)), cpuOfTunnel(mean(text))]
}

interface Seen {
  frames: number
  mbit: number
  cpu: number
}

/** A second each: pictures, megabits, and the share of a core that process used. */
async function watch(client: GuacClient, pid: number): Promise<Seen> {
  await client.picture(20_000)
  await sleep(500)
  let [frames, bytes] = [0, 0]
  const count = () => {
    for (const { opcode, args } of client.heard) {
      if (opcode === 'sync') frames++
      if (opcode === 'blob') bytes += args[1]?.length ?? 0
    }
    client.forget()
  }
  client.forget()
  const [beganMs, cpuBefore] = [performance.now(), cpuOf(pid)]
  while (performance.now() - beganMs < LOOK_MS) {
    await sleep(100)
    count()
  }
  const seconds = (performance.now() - beganMs) / 1_000
  const cpu = (cpuOf(pid) - cpuBefore) / 10 / seconds
  client.close()
  await client.closed
  return { frames: frames / seconds, mbit: (bytes * 8) / 1e6 / seconds, cpu }
}

function mean(all: Seen[]): Seen {
  const of = (name: keyof Seen) => tenth(all.reduce((sum, one) => sum + one[name], 0) / all.length)
  return { frames: of('frames'), mbit: of('mbit'), cpu: of('cpu') }
}

function framesOf(ours: Seen, text: Seen, stock: Seen): Figure {
  return {
    bench,
    what: 'pictures a second while a page scrolls',
    value: ours.frames,
    unit: 'pictures/s',
    yardstick: { what: 'stock encodings, guacd itself', value: stock.frames },
    target: '> stock',
    ok: ours.frames > stock.frames,
    seen: `1280 × 800; ours ${ours.mbit} Mbit/s, stock ${stock.mbit} Mbit/s, for text ${text.frames} pictures/s at ${text.mbit} Mbit/s; mean of ${TURNS} turns of ${LOOK_MS / 1_000} s`,
  }
}

function cpuOfTunnel({ cpu, mbit }: Seen): Figure {
  const value = tenth((cpu / mbit) * MBIT)
  return {
    bench,
    what: `the tunnel’s own processor time at ${MBIT} Mbit/s`,
    value,
    unit: '% of a core',
    yardstick: null,
    target: '<= 6',
    ok: value <= 6,
    seen: `${cpu} % at ${mbit} Mbit/s of pictures, all threads of its process`,
  }
}

const PAGE = `<body style="margin:0;font:16px serif;overflow:hidden"><div id="text"></div><script>
  const words = 'the quick brown fox jumps over the lazy dog съешь же ещё этих мягких булок'.split(' ')
  let html = ''
  for (let i = 0; i < 20000; i++) html += words[(i * 7919) % words.length] + ' '
  text.innerHTML = html.repeat(4)
  let y = 0
  const step = () => { scrollTo(0, y = (y + 12) % (document.body.scrollHeight - innerHeight)); requestAnimationFrame(step) }
  step()
</script>`
