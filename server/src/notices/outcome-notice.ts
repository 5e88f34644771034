import { NEEDLESS, type Notice, type NoticeParts } from './notice.ts'

/** A question that was sent as this message is changed to what came of it; null: nothing yet. */
export async function outcomeNotice(
  { db }: Pick<NoticeParts, 'db'>,
  message: string,
  outcome: () => Promise<string | null>,
): Promise<Notice> {
  const said = await db.deliveries.findUnique({ where: { dedupe_key: message } })
  if (!said?.tg_message_id) return NEEDLESS
  const text = await outcome()
  return text ? { type: 'change', messageId: Number(said.tg_message_id), text } : { type: 'wait' }
}
