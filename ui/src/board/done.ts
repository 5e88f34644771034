import type { AskAnswer } from '@taxi/contract/asks.ts'

/** What a command did, to be told in words. */
export type Done =
  | { done: 'extended'; until: string }
  | { done: 'released' | 'left-working' }
  | { done: 'kicked'; who: string }
  | { done: 'asked'; who: string }
  | { done: 'answered'; answer: AskAnswer; who: string }
  | { done: 'queued-for-all'; template: string }
  | { done: 'template-removed'; template: string }
  | { done: 'handed-over'; slot: string; who: string }
  | { done: 'work-stopped' | 'restarted' | 'rebooted'; slot: string }
  | { done: 'dump-sending' | 'dump-deleted' }
