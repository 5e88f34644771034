import { makeDumpLink } from '../db/write/make-dump-link.ts'
import { settleDelivery } from '../db/write/settle-delivery.ts'
import { failureOf, isPoison, POISONED, type Verdict, verdictOn } from '../domain/delivery.ts'
import { type PartToSend, partToSend } from '../dump/part-to-send.ts'
import { chance } from '../outside/chance.ts'
import { safeReason, sendErrorOf, type Telegram } from '../outside/telegram.ts'
import type { Parts } from '../parts.ts'
import { publicUrl } from '../public-url.ts'
import type { ClaimedDelivery } from './claim-delivery.ts'

type SendParts = Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'log' | 'faults'>

/**
 * Sends one file of a dump so that exactly one document is seen, whatever breaks on the way: first a line of text
 * whose message id is written down, then that message is turned into the document; doing the latter twice is harmless.
 */
export async function sendDelivery(parts: SendParts, telegram: Telegram, row: ClaimedDelivery): Promise<void> {
  const facts = {
    startedAttempts: row.started_attempts,
    finishedAttempts: row.finished_attempts,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
  if (isPoison(facts)) {
    parts.log.error(
      { delivery: row.id },
      'a file of a dump took the worker down again and again; it waits in the portal',
    )
    return conclude(parts, row, { type: 'dead' }, POISONED)
  }
  parts.faults?.reach('send.claimed')
  const part = await partToSend(parts, row.payload)
  if (!part) return conclude(parts, row, { type: 'dead' }, 'dump or receiver are no longer here')
  const chatId = Number(row.chat_id)
  try {
    const messageId = await placeholder(parts, telegram, row, part.placeholder)
    if (messageId === null) return
    const fileId = part.byLink
      ? await putLink(parts, telegram, { chatId, messageId }, part.byLink)
      : await put(telegram, chatId, messageId, part.file, part.bytes)
    parts.faults?.reach('send.put')
    await conclude(parts, row, { type: 'sent' }, null, fileId)
    parts.faults?.reach('send.noted')
  } catch (error) {
    const known = sendErrorOf(error)
    if (!known) throw error
    const failure = failureOf(known, part.bytes)
    if (failure.type === 'token_refused')
      parts.log.error({ delivery: row.id }, 'Telegram refuses the bot token. Set TELEGRAM_BOT_TOKEN anew.')
    await conclude(parts, row, verdictOn(facts, failure, parts.now(), chance()), safeReason(error))
  }
}

/** The message that will become the document; null when the row is no longer ours. */
async function placeholder(
  parts: SendParts,
  telegram: Telegram,
  row: ClaimedDelivery,
  text: string,
): Promise<number | null> {
  if (row.tg_message_id !== null) return Number(row.tg_message_id)
  const { messageId } = await telegram.sendText(Number(row.chat_id), text)
  parts.faults?.reach('send.held')
  const { count } = await parts.db.deliveries.updateMany({
    where: { id: row.id, lease_owner: row.lease_owner },
    data: { state: 'placeholder', tg_message_id: messageId },
  })
  row.tg_message_id = BigInt(messageId)
  parts.faults?.reach('send.held-noted')
  return count ? messageId : null
}

/** The link goes where the file would be; repeated, the message says the newest one. */
async function putLink(
  parts: SendParts,
  telegram: Telegram,
  { chatId, messageId }: { chatId: number; messageId: number },
  { dumpId, part, keptUntil, line }: NonNullable<PartToSend['byLink']>,
): Promise<null> {
  const { token, expiresAt } = await makeDumpLink(parts.db, { dumpId, part, now: parts.now(), keptUntil })
  await telegram.editText(chatId, messageId, line(`${publicUrl(parts.config)}/api/large-files/${token}`, expiresAt))
  return null
}

async function put(
  telegram: Telegram,
  chatId: number,
  messageId: number,
  file: Parameters<Telegram['putDocument']>[2],
  bytes: number,
): Promise<string | null> {
  try {
    return (await telegram.putDocument(chatId, messageId, file)).fileId
  } catch (error) {
    const known = sendErrorOf(error)
    if (!known || failureOf(known, bytes).type !== 'not_editable') throw error
    // A Bot API that cannot turn text into a document: better a second chance of a duplicate than no document.
    const sent = await telegram.sendDocument(chatId, file)
    await telegram.deleteMessage(chatId, messageId).catch(() => {})
    return sent.fileId
  }
}

async function conclude(
  parts: SendParts,
  row: ClaimedDelivery,
  verdict: Verdict,
  reason: string | null,
  fileId: string | null = null,
): Promise<void> {
  await settleDelivery(parts, row, { verdict, reason, fileId })
  if (verdict.type === 'sent') parts.log.info({ delivery: row.id }, 'delivered')
  else parts.log.warn({ delivery: row.id, reason, verdict: verdict.type }, 'not delivered')
}
