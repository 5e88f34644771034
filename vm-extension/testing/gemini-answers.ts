import { gemini } from '../services/gemini.ts'
import type { Page } from '../services/page.ts'
import type { Found } from '../services/service.ts'
import { fixtureWorld } from './fixture-world.ts'

/** Invented answers in the places where Gemini puts things. */
interface Invented {
  id: string
  follows?: string | null
  question?: string
  /** Everything of the question behind its text. */
  attached?: unknown
  answers?: { id: string; text?: string; places?: Record<number, unknown> }[]
  chosen?: string
  steps?: string[]
  model?: string
  at?: number
}

const CHAT = 'c_3fe4018bc127da26'

/** An array with these at their places. */
export function placed(places: Record<number, unknown>): unknown[] {
  const array: unknown[] = []
  for (const [place, value] of Object.entries(places)) array[Number(place)] = value
  return Array.from(array, value => value ?? null)
}

export function inventedTurn(
  { id, follows = null, question = 'Why?', attached, ...more }: Invented,
  chat = CHAT,
): unknown[] {
  const candidates = more.answers?.map(answer =>
    placed({ 0: answer.id, 1: [answer.text ?? ''], 8: [2], ...answer.places }),
  )
  return [
    [chat, id],
    follows ? [chat, follows, `rc_${follows}`] : null,
    [[question, null, null, null, attached ?? null], 1],
    placed({
      0: candidates ?? null,
      3: more.chosen ?? more.answers?.[0]?.id,
      4: (more.steps ?? []).map(step => [null, [], null, null, null, [step]]),
      21: more.model ?? '3 Pro',
    }),
    [more.at ?? 1791000020, 0],
  ]
}

/** The answer of a call as it comes over the wire; turns are given the oldest first. */
export function wire(rpcid: string, payload: unknown): string {
  const row = ['wrb.fr', rpcid, JSON.stringify(payload), null, null, null, 'generic']
  return `)]}'\n\n99\n${JSON.stringify([row, ['di', 5]])}\n`
}

export const conversation = (turns: unknown[][], cursor: string | null = null): string =>
  wire('hNvQHb', [turns.toReversed(), cursor, null, []])

/** What the reader finds when the service answers like this, on a page that shows the conversation. */
export async function answered(text: Page['text']): Promise<Found> {
  const world = fixtureWorld('gemini')
  const page = world.page('code-tables-math', { text })
  return (await gemini.readByApi?.(world.ref('code-tables-math'), page)) as Found
}

export const told = (turns: unknown[][]) => answered(async () => conversation(turns))
