import { Locale } from '@taxi/contract/shapes.ts'
import { publicUrl } from '../public-url.ts'
import { type Notice, type NoticeParts, say } from './notice.ts'
import { noticeWords } from './words.ts'

interface AuditHead {
  day: string
  rows: number
  head: string
  broken_at: number | null
}

/** How the audit log stood on a day. The administrators' chat speaks the language of the one who was there first. */
export async function auditNotice(
  { config, db }: NoticeParts,
  { day, rows, head, broken_at }: AuditHead,
): Promise<Notice> {
  const first = await db.people.findFirst({ where: { is_admin: true }, orderBy: { created_at: 'asc' } })
  const words = noticeWords[Locale.safeParse(first?.locale).data ?? 'ru']
  const text = broken_at === null ? words.auditHead(day, rows, head) : words.auditBroken(day, broken_at, head)
  return say(`${text}\n${publicUrl(config)}/app/audit`)
}
