import { setTimeout as sleep } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import type { Result, Scan, Target } from './scan.ts'
import { debianTool, scan } from './tool.ts'

const CONNECTIONS = 1000
const SECONDS = 30
const LOOK_MS = 250
/** What people should never notice. */
const SLOWEST_MS = 1000

const READING = ['-X', '-w', '10', '-y', '20', '-n', '5', '-z', '32', '-k', '3']
const common = ['-c', String(CONNECTIONS), '-r', '200', '-i', '5', '-l', String(SECONDS), '-p', '3']
/** `script`: the address of the portal's program, the largest thing that is given to anyone. */
const attacks: Record<string, (url: string, script: string) => string[]> = {
  'slow headers': url => ['-H', '-u', `${url}/app/`],
  'slow bodies': url => ['-B', '-t', 'POST', '-f', 'application/json', '-s', '8192', '-u', `${url}/api/auth/login`],
  'slow reading of a page’s program': (_, script) => [...READING, '-u', script],
  'slow reading of what is limited by address': url => [...READING, '-u', `${url}/api/openapi.json`],
}

/** slowhttptest with a thousand connections of each kind, while somebody else asks for what people ask for. */
export const slow: Scan = async (target): Promise<Result[]> => {
  const { url, folder, say } = target
  const program = await debianTool('slowhttptest', say)
  const script = url + (/src="([^"]+)"/.exec(await (await fetch(`${url}/app/`)).text())?.[1] ?? '')
  const figures: Result[] = []
  for (const [what, attack] of Object.entries(attacks)) {
    const over = new AbortController()
    const watching = watch(target, over.signal)
    const printed = await scan(program, [...attack(url, script), ...common], SECONDS + 30, folder)
    over.abort()
    const times = (await watching).sort((a, b) => a - b)
    const slowest = Math.round(times.at(-1) ?? Number.POSITIVE_INFINITY)
    figures.push({
      what: `the slowest answer to others during ${CONNECTIONS} connections with ${what}`,
      value: slowest,
      unit: 'ms',
      target: `< ${SLOWEST_MS}`,
      ok: slowest < SLOWEST_MS,
      seen: `median ${Math.round(times[times.length >> 1] ?? 0)} ms over ${times.length} requests; ${endOf(printed)}`,
    })
  }
  return figures
}

/** How long somebody else waits for the board, each time over a connection of its own. */
async function watch({ url, token, say }: Target, over: AbortSignal): Promise<number[]> {
  const times: number[] = []
  while (!over.aborted) {
    const began = performance.now()
    const headers = { authorization: `Bearer ${token}`, connection: 'close' }
    const failed = await fetch(`${url}/api/slots`, { headers, signal: AbortSignal.timeout(10_000) })
      .then(async response => (await response.arrayBuffer()) && (response.ok ? null : response.status))
      .catch((error: Error) => error.cause ?? error)
    if (failed) say(`  no answer: ${failed}`)
    times.push(failed ? Number.POSITIVE_INFINITY : performance.now() - began)
    await sleep(LOOK_MS)
  }
  return times
}

const endOf = (printed: string) =>
  /Exit status: (.*)/.exec(stripVTControlCharacters(printed))?.[1]?.trim() ?? 'it was stopped'
