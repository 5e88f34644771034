import { randomUUID } from 'node:crypto'
import { DumpPart, type DumpView } from '@taxi/contract/dumps.ts'
import * as z from 'zod/mini'
import type { Transaction } from '../db/client.ts'
import type { dumpsModel } from '../db/generated/models.ts'
import { ownDump } from '../db/read/dump-view.ts'
import { lockOwnDump } from '../db/write/lock-own-dump.ts'
import { whyNotResend } from '../domain/kept-dump.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'

type ResendParts = Pick<Parts, 'config' | 'db' | 'change' | 'now'>

/**
 * Owes a dump to its person's Telegram once more, in new messages. What Telegram has already goes by its file id; a dump that
 * only lay in the portal goes as if it had just been put together.
 */
export async function resendDump(
  parts: ResendParts,
  { personId, dumpId }: { personId: string; dumpId: string },
): Promise<DumpView> {
  await parts.change(async tx => {
    const dump = await lockOwnDump(tx, { personId, dumpId })
    const { telegram_id } = await tx.people.findUniqueOrThrow({ where: { id: personId } })
    const onItsWay = await tx.deliveries.count({ where: { dump_id: dumpId, state: { in: OPEN } } })
    const no = whyNotResend(
      {
        state: dump.state,
        deletedAt: dump.deleted_at,
        expiresAt: dump.expires_at,
        onItsWay: onItsWay > 0,
      },
      { hasBot: parts.config.TELEGRAM_BOT_TOKEN !== '', isLinked: telegram_id !== null },
      parts.now(),
    )
    if (no) throw new Refusal(no)
    await owe(tx, { dump, parts: partsOf(dump), chatId: telegram_id ?? 0n, now: parts.now() })
  })
  return ownDump(parts.db, dumpId, personId)
}

const OPEN = ['queued', 'leased', 'placeholder']

const partsOf = (dump: dumpsModel) => (z.array(DumpPart).safeParse(dump.parts).data ?? []).map((_, part) => part)

/** A message that never became the file is tried anew; a file that was sent goes into a message of its own. */
async function owe(
  tx: Transaction,
  { dump, parts, chatId, now }: { dump: dumpsModel; parts: number[]; chatId: bigint; now: Date },
): Promise<void> {
  const before = await tx.deliveries.findMany({ where: { dump_id: dump.id, kind: 'dump_part' } })
  const again = randomUUID()
  for (const part of parts) {
    const earlier = before.filter(row => (row.payload as { part?: number }).part === part)
    const dead = earlier.find(row => row.state === 'dead')
    const fresh = { ...UNTRIED, chat_id: chatId, not_before: now, expires_at: dump.expires_at }
    if (dead) await tx.deliveries.update({ where: { id: dead.id }, data: fresh })
    else
      await tx.deliveries.create({
        data: {
          ...fresh,
          kind: 'dump_part',
          person_id: dump.person_id,
          dedupe_key: `dump:${dump.session_id}:${part}${earlier.length ? `:again:${again}` : ''}`,
          payload: { dump_id: dump.id, part },
          dump_id: dump.id,
          created_at: now,
        },
      })
  }
  // One that was only kept becomes delivered when all of it has arrived.
  if (dump.state === 'kept') await tx.dumps.update({ where: { id: dump.id }, data: { state: 'ready' } })
  await tx.announce({ about: 'wake', id: 'deliveries' })
  await tx.announce({ about: 'dump', id: dump.id })
  await tx.announce({ about: 'session', id: dump.session_id })
}

const UNTRIED = { state: 'queued', tg_message_id: null, started_attempts: 0, finished_attempts: 0, last_error: null }
