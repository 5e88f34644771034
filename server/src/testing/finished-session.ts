import { join } from 'node:path'
import type { TaxiChat } from '@taxi/contract/chat.ts'
import { journalChat } from '../actions/journal-chat.ts'
import type { dumpsModel, sessionsModel } from '../db/generated/models.ts'
import { workOnDump } from '../entrypoints/jobs/dumps-loop.ts'
import { createMachines } from '../outside/machine/machines.ts'
import type { Parts } from '../parts.ts'
import { buildSession } from './build.ts'
import { sealOnMachine } from './dump-world.ts'

interface Left {
  person: { id: string }
  slot: { id: string }
  chats: TaxiChat[]
  /** What the machine holds sealed: path → content. */
  machine?: Record<string, string>
  minutesAgo?: number
}

/** A session that was sat through and whose dump is put together, everything on its real way but the machine, which is dry. */
export async function finishedSession(
  given: Parts,
  { person, slot, chats, machine = {}, minutesAgo = 5 }: Left,
): Promise<{ session: sessionsModel; dump: dumpsModel }> {
  const parts = { ...given, machines: createMachines(given) }
  const ended = new Date(Date.now() - minutesAgo * 60_000)
  const session = await buildSession(parts.db, {
    person,
    slot,
    started_at: new Date(ended.getTime() - 40 * 60_000),
  })
  for (const chat of chats) await journal(parts, session, chat, ended)
  const items = sealOnMachine(join(parts.config.dataDir, 'machines', session.machine_id), session.id, machine)
  await parts.db.sessions.update({
    where: { id: session.id },
    data: { state: 'ended', ended_at: ended, end_reason: 'manual', freed_at: ended },
  })
  const dump = await parts.db.dumps.create({
    data: {
      session_id: session.id,
      person_id: person.id,
      state: 'pulling',
      created_at: ended,
      sealed: JSON.parse(JSON.stringify({ seal: items })),
      deadline: new Date(ended.getTime() + 24 * 3_600_000),
      expires_at: new Date(ended.getTime() + 14 * 24 * 3_600_000),
    },
  })
  while (await workOnDump(parts, 'test'));
  return { session, dump: await parts.db.dumps.findUniqueOrThrow({ where: { id: dump.id } }) }
}

async function journal(parts: Parts, session: sessionsModel, chat: TaxiChat, at: Date): Promise<void> {
  const { service, id, url, title } = chat
  const seen = { first_seen: session.started_at.toISOString(), last_seen: at.toISOString() }
  const touched = { service, id, url, title, ...seen, sent_messages: 1, opened_only: false }
  const markdown = chat.turns.map(turn => turn.markdown).join('\n\n')
  await journalChat(parts, { sessionId: session.id, entry: { chat, markdown, touched } })
}
