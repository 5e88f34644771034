import type { GuardedDeed } from '@taxi/contract/companion.ts'

/** The words of what readers of services met, and of what was stopped at shared accounts, in English. */
export const enReaders = {
  title: 'Readers',
  drifts: 'Answers no reader knew',
  driftsSay: 'A service has changed. Its chats still arrive, from the page or as one text; its reader wants mending.',
  noDrifts: 'Every reader knew what it saw.',
  noDriftsNext: 'What a service answers otherwise one day stands here for 30 days.',
  service: 'Service',
  day: 'Day',
  met: 'What was met',
  shape: 'Shape',
  shapeTitle: (service: string) => `What ${service} answers now`,
  shapeSays: 'Keys and kinds of values. No value is in it: it can be sent to whoever mends the reader.',
  copy: 'Copy',
  copied: 'Copied',
  answer: 'Answer…',
  answerTitle: (service: string) => `The answer of ${service}, word for word`,
  answerSays: 'It may hold what a person wrote and got. That you took it goes into the audit log.',
  take: 'Download',
  guarded: 'Stopped at the shared accounts',
  guardedSay: 'The browser stopped the request before it left; the person was told why.',
  noGuarded: 'Nobody tried to sign out, change, pay for or empty an account.',
  deeds: {
    sign_out: 'Sign out',
    account: 'Change the account',
    payment: 'Pay',
    deletion: 'Delete',
  } satisfies Record<GuardedDeed, string>,
  where: 'Where',
  nobody: 'Between turns',
  whole: 'In the audit log',
}

export type ReaderWords = typeof enReaders
