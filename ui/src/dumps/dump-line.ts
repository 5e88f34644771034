import type { DumpView } from '@taxi/contract/dumps.ts'
import type { Locale } from '@taxi/contract/shapes.ts'
import { bytesText } from '../words/bytes.ts'
import type { Words } from '../words/en.ts'
import { dayOf } from '../words/times.ts'

const underWay = new Set<DumpView['state']>(['sealing', 'pulling', 'assembling'])

/** `Collecting, 3 of 5` while it is made; then `Sent to Telegram · 3 chats · 2 downloads · 3.4 MB · kept until 5 Dec`. */
export function dumpLine(dump: DumpView, now: Date, words: Words, locale: Locale): string {
  if (dump.deleted_at) return words.dump.deleted
  const state = stepText(dump, words) ?? words.dump.state[dump.state]
  if (underWay.has(dump.state) || dump.state === 'expired') return state
  const downloads = dump.items.filter(item => item.kind === 'download' && item.status !== 'missing').length
  return [
    state,
    dump.chats ? words.dump.chats(dump.chats) : null,
    downloads ? words.dump.downloads(downloads) : null,
    bytesText(dump.bytes, locale),
    words.dump.keptUntil(dayOf(dump.expires_at, now, locale)),
  ]
    .filter(Boolean)
    .join(' · ')
}

function stepText({ progress }: DumpView, words: Words): string | null {
  if (!progress) return null
  const stage = words.dump.progress[progress.stage]
  return progress.total > 0 ? words.dump.step(stage, progress.done, progress.total) : `${stage}…`
}

/** The files can be had now. */
export const isReadable = (dump: DumpView) =>
  !underWay.has(dump.state) && dump.state !== 'expired' && dump.parts.length > 0

/** Where each stage begins on the way to the whole. */
const BEGINS = { sealing: 0, collecting: 0.25, assembling: 0.6, sending: 0.8 } as const
const ENDS = {
  sealing: BEGINS.collecting,
  collecting: BEGINS.assembling,
  assembling: BEGINS.sending,
  sending: 1,
} as const

/** How much of the way a dump has behind it, from 0 to 1; null when it is not on its way. */
export function howFar({ progress, deleted_at, state }: DumpView): number | null {
  if (!progress || deleted_at || state === 'expired') return null
  const { stage, done, total } = progress
  const share = total > 0 ? Math.min(1, done / total) : 0
  return BEGINS[stage] + (ENDS[stage] - BEGINS[stage]) * share
}
