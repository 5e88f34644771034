import { plural } from './plural.ts'

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' })
const endings: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' }
const nth = (n: number) => `${n}${endings[ordinals.select(n)] ?? 'th'}`

/** The words of waiting and of a turn held for somebody, in English. */
export const enQueue = {
  join: 'Queue',
  leave: 'Leave',
  any: 'Queue for any',
  anySays: (service: string) => `One place in the lines of every ${service}; the first to be free is yours.`,
  waiting: (n: number) => `${n}\u00a0${plural('en', n, ['person waits', 'wait'])}`,
  you: (position: number, _waiting: number) => (position === 1 ? 'you are next' : `you are ${nth(position)} in line`),
  anyYou: (says: string) => `any: ${says}`,
  soon: 'any minute',
  upTo: (minutes: number) => `up to ${minutes}\u00a0min`,
  about: (from: number, to: number) => (from === to ? `about ${to}\u00a0min` : `about ${from}–${to}\u00a0min`),
  turn: 'Your turn',
  turnSays: 'It is kept for you. When the time runs out, the next in line is asked.',
  seconds: (n: number) => `${n}\u00a0s left`,
  take: 'Take',
  pass: 'Pass',
  passSays: 'Lets the turn go, and your place with it',
  later: '+5\u00a0min',
  laterSays: 'Lets the next in line go first',
  held: (name: string) => `Held for ${name}`,
  noticeTitle: (slot: string) => `Your turn: ${slot}`,
  noticeSays: (seconds: number) => `Kept for you for ${seconds}\u00a0s.`,
  failed: 'The turn was not taken',
}

export type QueueWords = typeof enQueue
