import type { DumpView } from '@taxi/contract/dumps.ts'
import type { Locale } from '@taxi/contract/shapes.ts'
import { bytesText } from '../words/bytes.ts'
import type { Words } from '../words/en.ts'
import { dayOf } from '../words/times.ts'

const underWay = new Set<DumpView['state']>(['sealing', 'pulling', 'assembling'])

/** `Sent to Telegram · 3 chats · 3.4 MB · kept until 5 Dec`. */
export function dumpLine(dump: DumpView, now: Date, words: Words, locale: Locale): string {
  const state = words.dump.state[dump.state]
  if (underWay.has(dump.state) || dump.state === 'expired') return state
  return [
    state,
    dump.chats ? words.dump.chats(dump.chats) : null,
    bytesText(dump.bytes, locale),
    words.dump.keptUntil(dayOf(dump.expires_at, now, locale)),
  ]
    .filter(Boolean)
    .join(' · ')
}

/** The files can be fetched now. */
export const isDownloadable = (dump: DumpView) =>
  !underWay.has(dump.state) && dump.state !== 'expired' && dump.parts.length > 0
