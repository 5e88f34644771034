import { createClient } from '@taxi/contract/client.ts'
import { Failure } from '@taxi/contract/http.ts'
import { isRefusalCode } from '@taxi/contract/refusals.ts'
import { until } from '../ride/world.ts'
import { bareAnswer } from './bare-answer.ts'
import type { BareAnswer } from './bare-express.ts'
import type { Answered, ClientsAnswer, ClientsQuestion } from './clients.ts'
import { type Bench, type Figure, quantile } from './figure.ts'
import { type ForkedPart, forkPart } from './fork-part.ts'
import { openBenchWorld } from './open-bench-world.ts'

const PEOPLE = 200
const PATH = '/api/slots/bench-1/occupy'
type Clients = ForkedPart<ClientsQuestion, ClientsAnswer>

/** Two hundred people press Take on the same free slot at the same instant, again and again. */
export const contention: Bench = async ({ keep, rounds, say }) => {
  const world = await openBenchWorld(keep)
  const clients: Clients = keep(forkPart('clients.ts'))
  const bare = keep(forkPart<BareAnswer, { url: string }>('bare-express.ts'))
  const tokens = await world.people(PEOPLE)
  await world.slots(1)

  const ours: Answered[][] = []
  const plain: Answered[][] = []
  let bareUrl = ''
  for (let round = 1; round <= rounds; round++) {
    const answers = await crowd(clients, world.url, tokens)
    ours.push(answers)
    await giveBack(world.url, tokens, answers)
    const loser = answers.find(({ status }) => status === 409)
    if (!bareUrl && loser) bareUrl = (await bare.ask(bareAnswer(loser))).url
    if (bareUrl) plain.push(await crowd(clients, bareUrl, tokens))
    if (round % 25 === 0) say(`  round ${round} of ${rounds}`)
  }
  return figuresOf(ours, plain)
}

async function crowd(clients: Clients, base: string, tokens: string[]): Promise<Answered[]> {
  const answer = await clients.ask({ type: 'crowd', base, path: PATH, tokens })
  return answer.type === 'crowd' ? answer.answers : []
}

/** Whoever won releases; the next round begins with a free slot. */
async function giveBack(base: string, tokens: string[], answers: Answered[]): Promise<void> {
  const winners = tokens.filter((_, index) => answers[index]?.status === 201)
  for (const token of winners)
    await createClient({ base, token: () => token }).call('release', { params: { id: 'bench-1' }, body: {} })
  const client = createClient({ base, token: () => tokens[0] ?? null })
  await until(
    'the slot is free again',
    async () => (await client.call('slot', { params: { id: 'bench-1' } })).state === 'free',
  )
}

function figuresOf(ours: Answered[][], plain: Answered[][]): Figure[] {
  const all = ours.flat()
  const times = all.map(({ ms }) => ms)
  const plainTimes = plain.flat().map(({ ms }) => ms)
  const oneWinner = ours.filter(round => round.filter(({ status }) => status === 201).length === 1).length
  const broken = all.filter(({ status }) => status >= 500 || status === 0).length
  const losers = all.filter(({ status }) => status !== 201)
  const told = losers.filter(isToldWhy).length
  const winners = all.filter(({ status }) => status === 201).map(({ ms }) => ms)
  const bench = 'contention'
  const seen = `${ours.length} rounds of ${PEOPLE} people; answers by status and code: ${tally(all)}`
  return [
    {
      bench,
      what: 'rounds with exactly one winner',
      value: oneWinner,
      unit: 'rounds',
      yardstick: null,
      target: `= ${ours.length}`,
      ok: oneWinner === ours.length,
      seen,
    },
    {
      bench,
      what: 'answers 5xx or none at all',
      value: broken,
      unit: 'answers',
      yardstick: null,
      target: '= 0',
      ok: broken === 0,
      seen: `of ${all.length} answers`,
    },
    {
      bench,
      what: 'losers answered 409 with a code of the contract',
      value: told,
      unit: 'answers',
      yardstick: null,
      target: `= ${losers.length}`,
      ok: told === losers.length && losers.length > 0,
      seen: `${losers.filter(names('next')).length} of them name a next step, ${losers.filter(names('details')).length} say who has it and until when`,
    },
    {
      bench,
      what: 'p99 from asking to answered, winners and losers',
      value: quantile(times, 0.99),
      unit: 'ms',
      yardstick: { what: 'bare Express answering 409 with the same bytes', value: quantile(plainTimes, 0.99) },
      target: '< 500',
      ok: quantile(times, 0.99) < 500,
      seen: `median ${quantile(times, 0.5)}, slowest ${quantile(times, 1)}; winners: median ${quantile(winners, 0.5)}, slowest ${quantile(winners, 1)}; yardstick: median ${quantile(plainTimes, 0.5)}, slowest ${quantile(plainTimes, 1)} (${plain.length} rounds)`,
    },
  ]
}

/** `next` is optional in an answer, but never empty. */
function isToldWhy({ status, body }: Answered): boolean {
  const failure = Failure.safeParse(parsed(body))
  return status === 409 && failure.success && isRefusalCode(failure.data.error.code) && failure.data.error.next !== ''
}

const names =
  (field: 'next' | 'details') =>
  ({ body }: Answered) => {
    const failure = Failure.safeParse(parsed(body))
    return failure.success && Boolean(failure.data.error[field])
  }

function tally(answers: Answered[]): string {
  const counts = new Map<string, number>()
  for (const { status, body } of answers) {
    const failure = Failure.safeParse(parsed(body))
    const name = failure.success ? `${status} ${failure.data.error.code}` : String(status)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, count]) => `${name} × ${count}`).join(', ')
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
