import type { DumpItem, DumpPart } from '@taxi/contract/dumps.ts'
import type { Locale } from '@taxi/contract/shapes.ts'
import type { DumpClock } from './clock.ts'
import type { DumpFacts } from './facts.ts'
import { dumpWords, sizeIn } from './words.ts'

export interface CaptionOf {
  facts: DumpFacts
  clock: DumpClock
  parts: DumpPart[]
  items: DumpItem[]
  /** The largest file Telegram carries, bytes. */
  limit: number
  /** Where the person finds what it cannot carry. */
  portal: string
}

/** What stands beside a file in Telegram: with the page, what the dump holds; with a zip, which one it is. 1024 characters at most. */
export function captionOf(about: CaptionOf, part: number): string {
  const lines = part === 0 ? summary(about) : [archive(about, part)]
  return lines.join('\n').slice(0, 1024)
}

/** What stands in place of a file that Telegram cannot carry. */
export function linkLine(about: CaptionOf, part: number, link: { url: string; until: string }): string {
  const [what, good] =
    about.facts.person.locale === 'ru'
      ? ['слишком большой для Telegram. Ссылка на одно скачивание, до', 'Позже он есть на портале:']
      : ['too large for Telegram. A link for one download, until', 'Later the portal has it:']
  return `${archive(about, part)}: ${what} ${link.until}:\n${link.url}\n${good} ${about.portal}`
}

/** The line that stands there until the file has arrived. It names the dump, so that a stray one can be explained. */
export function placeholderOf({ facts, parts }: CaptionOf, part: number): string {
  const id = facts.id.slice(0, 8)
  const zips = parts.length - 1
  if (facts.person.locale === 'ru')
    return part === 0 ? `Дамп ${id} отправляется…` : `Дамп ${id}: отправляется архив ${part} из ${zips}…`
  return part === 0 ? `Dump ${id} is on its way…` : `Dump ${id}: zip ${part} of ${zips} is on its way…`
}

function summary({ facts, clock, parts, items, portal, limit }: CaptionOf): string[] {
  const { locale } = facts.person
  const words = dumpWords[locale]
  const { startedAt, endedAt, endReason } = facts.session
  const tooLarge = parts.filter(part => part.bytes > limit)
  const lacking = items.filter(item => item.status !== 'complete' && !item.path.endsWith('.json')).length
  return [
    facts.slot.name,
    `${clock.moment(startedAt)}–${clock.time(endedAt)} · ${words.endReasons[endReason] ?? endReason}`,
    counts(items, locale),
    ...(lacking
      ? [
          locale === 'ru'
            ? `Собрано не всё: ${lacking}, причины на странице`
            : `Not everything: ${lacking}, the page says why`,
        ]
      : []),
    ...(tooLarge.length
      ? [locale === 'ru' ? `Не помещается в Telegram: ${portal}` : `Too large for Telegram: ${portal}`]
      : []),
  ]
}

function counts(items: DumpItem[], locale: Locale): string {
  const here = items.filter(item => item.status !== 'missing')
  const chats = here.filter(item => item.kind === 'chat' && item.path.endsWith('.md')).length
  const downloads = here.filter(item => item.kind === 'download')
  const bytes = downloads.reduce((sum, item) => sum + item.bytes, 0)
  const size = downloads.length ? ` (${sizeIn(locale, bytes)})` : ''
  const words = dumpWords[locale]
  return `${words.chats}: ${chats} · ${words.downloads}: ${downloads.length}${size}`
}

function archive({ facts, parts }: CaptionOf, part: number): string {
  const { locale } = facts.person
  const { bytes = 0, sha256 = '' } = parts[part] ?? {}
  const of = parts.length - 1
  const which = locale === 'ru' ? `Архив ${part} из ${of}` : `Zip ${part} of ${of}`
  return `${which} · ${sizeIn(locale, bytes)} · ${sha256.slice(0, 8)}`
}
