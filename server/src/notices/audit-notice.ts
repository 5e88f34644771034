import { publicUrl } from '../public-url.ts'
import { adminLocale } from './admin-locale.ts'
import { type Notice, type NoticeParts, say } from './notice.ts'
import { noticeWords } from './words.ts'

interface AuditHead {
  day: string
  rows: number
  head: string
  broken_at: number | null
}

/** How the audit log stood on a day. */
export async function auditNotice(
  { config, db }: NoticeParts,
  { day, rows, head, broken_at }: AuditHead,
): Promise<Notice> {
  const words = noticeWords[await adminLocale(db)]
  const text = broken_at === null ? words.auditHead(day, rows, head) : words.auditBroken(day, broken_at, head)
  return say(`${text}\n${publicUrl(config)}/app/audit`)
}
