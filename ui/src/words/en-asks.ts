import type { AskAnswer } from '@taxi/contract/asks.ts'

/** The words of a polite request for somebody’s slot, in English. */
export const enAsks = {
  ask: 'Ask for it…',
  title: (who: string, slot: string) => `Ask ${who} for ${slot}?`,
  says: (who: string) =>
    `${who} is asked at once, everywhere, and has three minutes to answer. You are put in line: when the slot is freed, the turn is yours.`,
  howLong: 'How long you need it',
  send: 'Ask',
  asked: (who: string) => `${who} has been asked.`,
  waiting: (who: string, clock: string) => `You asked ${who}; an answer comes by ${clock}`,
  withdraw: 'Withdraw',
  toMe: (who: string) => `${who} asks you`,
  forMinutes: (slot: string, minutes: string) => `${slot}, for ${minutes}`,
  toMeSays: 'Without an answer your session simply goes on.',
  answers: { now: 'Release now', soon: 'In 5\u00a0min', no: 'No' } satisfies Record<AskAnswer, string>,
  seconds: (n: number) => `${n}\u00a0s to answer`,
  answered: {
    now: 'Released. What you made is on its way to you.',
    soon: 'Your session ends in five minutes.',
    no: (who: string) => `${who} is told that it does not suit now.`,
  },
  came: {
    released: (who: string, slot: string) => `${who} releases ${slot}. Your turn comes in a moment.`,
    soon: (who: string, slot: string) => `${who} releases ${slot} in five minutes.`,
    refused: (who: string, slot: string) => `${who} still needs ${slot}. You stay in line.`,
    expired: (who: string, slot: string) => `${who} has not answered about ${slot}. You stay in line.`,
    moot: (who: string, slot: string) => `${who}’s session at ${slot} has ended. Your turn comes in a moment.`,
  },
  noticeTitle: (who: string, slot: string) => `${who} asks for ${slot}`,
  noticeSays: (minutes: string) => `For ${minutes}. Can you release it?`,
  failed: 'The answer did not get through',
}

export type AskWords = typeof enAsks
