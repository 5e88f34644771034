import { join } from 'node:path'
import { DumpItem, DumpPart } from '@taxi/contract/dumps.ts'
import * as z from 'zod/mini'
import { largestFile } from '../domain/delivery.ts'
import type { DocumentToSend } from '../outside/telegram.ts'
import type { Parts } from '../parts.ts'
import { publicUrl } from '../public-url.ts'
import { dumpStem, PAGE_NAME } from './assemble.ts'
import { captionOf, linkLine, placeholderOf } from './captions.ts'
import { dumpClock } from './clock.ts'
import { readDumpFacts } from './facts.ts'
import { dumpFolder } from './folders.ts'

const Payload = z.object({ dump_id: z.uuid(), part: z.number() })

export interface PartToSend {
  file: DocumentToSend
  bytes: number
  placeholder: string
  /** Given when Telegram cannot carry it: a link goes instead. */
  byLink: { dumpId: string; part: number; keptUntil: Date; line: (url: string, until: Date) => string } | null
}

/** One file of a dump, ready to be sent, with what is said beside it; null when dump, file or receiver are gone. */
export async function partToSend(
  { config, db }: Pick<Parts, 'config' | 'db'>,
  payload: unknown,
): Promise<PartToSend | null> {
  const named = Payload.safeParse(payload)
  if (!named.success) return null
  const row = await db.dumps.findUnique({ where: { id: named.data.dump_id } })
  if (!row || row.state === 'expired') return null
  const parts = z.array(DumpPart).parse(row.parts)
  const part = parts[named.data.part]
  if (!part) return null
  const facts = await readDumpFacts(db, row.id)
  // Unlinked or disabled since it was owed.
  if (facts.person.telegramId === null) return null
  const known = await db.deliveries.findFirst({
    where: {
      dump_id: row.id,
      kind: 'dump_part',
      state: 'sent',
      tg_file_id: { not: null },
      payload: { equals: named.data },
    },
    select: { tg_file_id: true },
  })
  const clock = dumpClock(config.COMPANY_TIMEZONE, facts.person.locale)
  const stem = dumpStem(facts.slot.id, facts.id, clock.stamp(facts.session.endedAt))
  const limit = largestFile(config.TELEGRAM_LOCAL_API)
  const portal = `${publicUrl(config)}/app/sessions`
  const about = { facts, clock, parts, items: z.array(DumpItem).parse(row.items), limit, portal }
  const number = named.data.part
  const line = (url: string, until: Date) => linkLine(about, number, { url, until: clock.moment(until) })
  return {
    file: {
      path: join(dumpFolder(config, row.id), part.name),
      name: part.name === PAGE_NAME ? `${stem}.html` : part.name,
      caption: captionOf(about, number),
      ...(known?.tg_file_id ? { fileId: known.tg_file_id } : {}),
    },
    bytes: part.bytes,
    placeholder: placeholderOf(about, number),
    byLink: part.bytes > limit ? { dumpId: row.id, part: number, keptUntil: row.expires_at, line } : null,
  }
}
