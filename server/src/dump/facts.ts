import { Locale } from '@taxi/contract/shapes.ts'
import type { Db } from '../db/client.ts'
import { nothingSealed, type Sealed } from '../domain/dump.ts'

/** What is known of a dump before its files are looked at. */
export interface DumpFacts {
  id: string
  expiresAt: Date
  sealed: Sealed
  session: { id: string; startedAt: Date; endedAt: Date; endReason: string; endedBy: string | null }
  person: { id: string; name: string; telegramId: bigint | null; locale: Locale }
  slot: { id: string; name: string; service: string; serviceName: string }
  /** The chats touched, as the companion told while the session ran. */
  touched: TouchedRow[]
}

export interface TouchedRow {
  service: string
  chatId: string
  url: string
  title: string
  lastSeen: Date
  sentMessages: number
  why: string | null
}

export async function readDumpFacts(db: Db, dumpId: string): Promise<DumpFacts> {
  const row = await db.dumps.findUniqueOrThrow({
    where: { id: dumpId },
    include: { session: { include: { slot: true, person: true, chats: { orderBy: { first_seen: 'asc' } } } } },
  })
  const { session } = row
  return {
    id: row.id,
    expiresAt: row.expires_at,
    sealed: { ...nothingSealed, ...(row.sealed as Partial<Sealed>) },
    session: {
      id: session.id,
      startedAt: session.started_at,
      endedAt: session.ended_at ?? row.created_at,
      endReason: session.end_reason ?? 'manual',
      endedBy: session.ended_by,
    },
    person: {
      id: session.person.id,
      name: session.person.name,
      // Nothing is sent any more to somebody who may not come in.
      telegramId: session.person.disabled_at ? null : session.person.telegram_id,
      locale: Locale.safeParse(session.person.locale).data ?? 'ru',
    },
    slot: {
      id: session.slot.id,
      name: session.slot.name,
      service: session.slot.service,
      serviceName: session.slot.service_name,
    },
    touched: session.chats.map(chat => ({
      service: chat.service,
      chatId: chat.chat_id,
      url: chat.url,
      title: chat.title,
      lastSeen: chat.last_seen,
      sentMessages: chat.sent_messages,
      why: chat.why,
    })),
  }
}
