import { settleDelivery } from '../db/write/settle-delivery.ts'
import { failureOf, isPoison, type Verdict, verdictOn } from '../domain/delivery.ts'
import { partToSend } from '../dump/part-to-send.ts'
import { chance } from '../outside/chance.ts'
import { safeReason, sendErrorOf, type Telegram } from '../outside/telegram.ts'
import type { Parts } from '../parts.ts'
import type { ClaimedDelivery } from './claim-delivery.ts'

type SendParts = Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'log'>

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
  if (isPoison(facts)) return conclude(parts, row, { type: 'dead' }, 'it took the worker down again and again')
  const part = await partToSend(parts, row.payload)
  if (!part) return conclude(parts, row, { type: 'dead' }, 'dump or receiver are no longer here')
  const chatId = Number(row.chat_id)
  try {
    const messageId = await placeholder(parts, telegram, row, part.placeholder)
    if (messageId === null) return
    const fileId = await put(telegram, chatId, messageId, part.file, part.bytes)
    await conclude(parts, row, { type: 'sent' }, null, fileId)
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
  const { count } = await parts.db.deliveries.updateMany({
    where: { id: row.id, lease_owner: row.lease_owner },
    data: { state: 'placeholder', tg_message_id: messageId },
  })
  row.tg_message_id = BigInt(messageId)
  return count ? messageId : null
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
