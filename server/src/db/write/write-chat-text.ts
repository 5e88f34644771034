import type { Db } from '../client.ts'

export interface ChatText {
  session_id: string
  service: string
  chat_id: string
  person_id: string
  title: string
  body: string
}

/** More of a chat is not looked through: beyond it the database would refuse its index, and the search would be slow. */
const MOST_BYTES = 400_000

/** The words of a chat as they stand now, for the search. A text too rich to index is cut until it is not. */
export async function writeChatText(db: Pick<Db, '$executeRaw'>, text: ChatText): Promise<void> {
  for (let room = MOST_BYTES; ; room = Math.floor(room / 2))
    try {
      await upsert(db, { ...text, title: cut(text.title, 2_000), body: cut(text.body, room) })
      return
    } catch (error) {
      if (!isTooRich(error) || room < 1_000) throw error
    }
}

async function upsert(db: Pick<Db, '$executeRaw'>, text: ChatText): Promise<void> {
  const { session_id, service, chat_id, person_id, title, body } = text
  await db.$executeRaw`
    INSERT INTO chat_texts (session_id, service, chat_id, person_id, title, body)
    VALUES (${session_id}::uuid, ${service}, ${chat_id}, ${person_id}::uuid, ${title}, ${body})
    ON CONFLICT (session_id, service, chat_id) DO UPDATE SET title = excluded.title, body = excluded.body`
}

/** 54000: «string is too long for tsvector». */
const isTooRich = (error: unknown) => error instanceof Error && /54000|too long for tsvector/.test(error.message)

function cut(text: string, bytes: number): string {
  const all = Buffer.from(text)
  return all.length <= bytes
    ? text
    : all
        .subarray(0, bytes)
        .toString()
        .replace(/\ufffd+$/, '')
}
