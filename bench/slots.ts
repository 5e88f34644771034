import { bareAnswer } from './bare-answer.ts'
import type { BareAnswer } from './bare-express.ts'
import type { ClientsAnswer, ClientsQuestion } from './clients.ts'
import { type Bench, tenth } from './figure.ts'
import { forkPart } from './fork-part.ts'
import { openBenchWorld } from './open-bench-world.ts'
import { cpuOf, processesOf } from './processes.ts'

const SLOTS = 50
const CONNECTIONS = 20
const WARM_UP_MS = 2_000
const TURN_MS = 2_000
/** Turn about, so that a slow moment of the machine meets both. */
const TURNS = 3

interface Turn {
  perSecond: number
  /** Processor time by time: 1 is one core. */
  busy: number
}

/** How many boards of fifty slots a second, beside a server that only sends those bytes. */
export const slots: Bench = async ({ keep }) => {
  const world = await openBenchWorld(keep)
  const clients = keep(forkPart<ClientsQuestion, ClientsAnswer>('clients.ts'))
  const bare = keep(forkPart<BareAnswer, { url: string }>('bare-express.ts'))
  const tokens = await world.people(CONNECTIONS)
  const there = await (await world.signIn()).call('slots')
  await world.slots(SLOTS - there.length)
  const board = await boardOf(world.url, tokens[0] ?? '')
  const { url } = await bare.ask(bareAnswer(board))

  const turn = async (base: string, pid: number, ms: number): Promise<Turn> => {
    const before = cpuOf(pid)
    const answer = await clients.ask({ type: 'stream', base, path: '/api/slots', tokens, ms })
    if (answer.type !== 'stream') throw new Error('the clients answered something else')
    const strange = Object.keys(answer.statuses).filter(status => status !== '200')
    if (strange.length) throw new Error(`not every answer was 200: ${JSON.stringify(answer.statuses)}`)
    const perSecond = ((answer.statuses[200] ?? 0) / answer.ms) * 1000
    return { perSecond, busy: (cpuOf(pid) - before) / answer.ms }
  }
  const server = processesOf(world.dataDir).server[0] ?? 0
  await turn(world.url, server, WARM_UP_MS)
  await turn(url, bare.pid, WARM_UP_MS)
  const oursByTurn: Turn[] = []
  const plainByTurn: Turn[] = []
  for (let at = 0; at < TURNS; at++) {
    oursByTurn.push(await turn(world.url, server, TURN_MS))
    plainByTurn.push(await turn(url, bare.pid, TURN_MS))
  }

  const ours = oursByTurn.map(({ perSecond }) => perSecond)
  const plain = plainByTurn.map(({ perSecond }) => perSecond)
  // A server that is not busy was kept waiting by the clients: then this measures them.
  const busy = (turns: Turn[]) => Math.round(mean(turns.map(({ busy }) => busy)) * 100)
  const ratio = Math.round((mean(ours) / mean(plain)) * 1000) / 1000
  const list = (values: number[]) => values.map(value => Math.round(value)).join(', ')
  const throughput = {
    bench: 'slots',
    what: `GET /slots with ${SLOTS} slots`,
    value: tenth(mean(ours)),
    unit: 'requests/s',
    yardstick: { what: 'bare Express sending the same bytes', value: tenth(mean(plain)) },
    target: `≥ ${tenth(mean(plain) * 0.8)}`,
    ok: ratio >= 0.8,
    seen: `${ratio} of the yardstick (target ≥ 0.8); ${CONNECTIONS} connections, ${board.body.length} characters an answer; turns ${list(ours)} beside ${list(plain)}; processor of a core used: ours ${busy(oursByTurn)} %, yardstick ${busy(plainByTurn)} %`,
  }
  return [throughput]
}

async function boardOf(base: string, token: string) {
  const response = await fetch(`${base}/api/slots`, {
    headers: { authorization: `Bearer ${token}`, 'accept-language': 'en', 'accept-encoding': 'identity' },
  })
  const body = await response.text()
  const board: unknown = JSON.parse(body)
  if (!Array.isArray(board) || board.length !== SLOTS)
    throw new Error(`the board does not show ${SLOTS} slots: ${body.slice(0, 200)}`)
  return { status: response.status, ms: 0, headers: Object.fromEntries(response.headers), body }
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
