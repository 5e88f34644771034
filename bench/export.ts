import { type ExportWorld, openExportWorld } from './export-world.ts'
import { factsKept } from './facts-kept.ts'
import { type Bench, type Figure, quantile, tenth } from './figure.ts'
import { plainExporters } from './plain-exporters.ts'

const SERVICES = [
  ...['chatgpt', 'claude', 'gemini', 'perplexity', 'notebooklm', 'lovable', 'flow', 'higgsfield'],
  ...['grok', 'deepseek', 'aistudio', 'midjourney'],
]
/** Recorded chats of sixty turns. */
const LONG = { service: 'chatgpt', name: 'long-60-turns' }
const ROUNDS = 3
const bench = 'export'

/** What of each service's recorded chats is kept, beside other exporters on the same pages; how long a long chat takes. */
export const exporting: Bench = async ({ keep, say }) => {
  const world = await openExportWorld(keep)
  const figures: Figure[] = []
  for (const service of SERVICES) {
    say(`  ${service}`)
    figures.push(await keptOf(world, service))
  }
  figures.push(await timed(world, 'api', 1_000), await timed(world, 'page', 10_000))
  return figures
}

interface Share {
  kept: number
  of: number
}
const percent = ({ kept, of }: Share) => tenth((100 * kept) / of)

async function keptOf({ services, turn }: ExportWorld, service: string): Promise<Figure> {
  services.asRecorded()
  const { chats } = await turn(service, services.conversations(service))
  const shares: Record<string, Share> = {}
  for (const { conversation, markdown, html } of chats) {
    const expected = services.expected(service, conversation.name)
    const add = (who: string, file: string) => {
      const { kept, of } = factsKept(file, expected)
      const before = shares[who] ?? { kept: 0, of: 0 }
      shares[who] = { kept: before.kept + kept, of: before.of + of }
    }
    add('ours', markdown)
    for (const [who, write] of Object.entries(plainExporters)) add(who, await write(html, conversation.url))
  }
  const { ours = { kept: 0, of: 1 }, ...others } = shares
  const [best, theirs] = Object.entries(others).toSorted(([, a], [, b]) => b.kept - a.kept)[0] ?? ['', ours]
  return {
    bench,
    what: `${service}: expected facts kept`,
    value: percent(ours),
    unit: '%',
    yardstick: { what: best, value: percent(theirs) },
    target: '> every other',
    ok: ours.kept > theirs.kept,
    seen: Object.entries(shares)
      .map(([who, { kept, of }]) => `${who} ${kept} of ${of}`)
      .join(', '),
  }
}

/** From the end of the turn to the chat on the server, files and all, with nothing exported before. */
async function timed({ services, turn }: ExportWorld, source: 'api' | 'page', target: number): Promise<Figure> {
  const long = services.conversations(LONG.service).filter(({ name }) => name === LONG.name)
  const times: number[] = []
  let turns = 0
  for (let round = 0; round < ROUNDS; round++) {
    if (source === 'page') services.apiDown(LONG.service)
    else services.asRecorded()
    const { ms, chats } = await turn(LONG.service, long, true)
    if (chats[0]?.source === source) turns = chats[0].turns
    times.push(ms)
  }
  const slowest = quantile(times, 1)
  return {
    bench,
    what: `a chat of sixty turns, read from the ${source === 'api' ? 'API' : 'page'} (slowest)`,
    value: slowest,
    unit: 'ms',
    yardstick: null,
    target: `<= ${target}`,
    ok: slowest <= target && turns === 60,
    seen: `${turns} turns; ${times.join(', ')} from the end of the turn to the chat on the server`,
  }
}
