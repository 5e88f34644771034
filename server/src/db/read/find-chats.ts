import { createHash } from 'node:crypto'
import type { FoundChat, FoundChats, Stretch } from '@taxi/contract/chats.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Db } from '../client.ts'
import { Prisma } from '../generated/client.ts'

export interface Page {
  limit?: number | undefined
  /** `next` of the page before. */
  before?: string | null | undefined
}

const PAGE = 20

/**
 * The person's own exported chats in which every word of the query stands, as it is or beginning with it, in Russian and in
 * English; all of them for an empty query. Newest first. A chat exported in several sessions is found once, as it was last.
 */
export async function findChats(
  db: Pick<Db, '$queryRaw'>,
  personId: string,
  query: string,
  { limit = PAGE, before }: Page = {},
): Promise<FoundChats> {
  const wanted = wantedBy(query)
  const from = placeOf(before ?? null)
  const rows = await db.$queryRaw<Row[]>`
    WITH newest AS (
      SELECT DISTINCT ON (t.service, t.chat_id)
        t.session_id, t.service, t.chat_id, c.url, c.last_seen, md5(t.service || '/' || t.chat_id) AS mark
      FROM chat_texts t JOIN chats c USING (session_id, service, chat_id)
      WHERE t.person_id = ${personId}::uuid AND ${wanted ? Prisma.sql`t.found @@ (${wanted})` : Prisma.sql`true`}
      ORDER BY t.service, t.chat_id, c.last_seen DESC, t.session_id
    ), shown AS (
      SELECT * FROM newest
      WHERE ${from ? Prisma.sql`(last_seen, mark) < (${from.seen}::timestamptz, ${from.mark})` : Prisma.sql`true`}
      ORDER BY last_seen DESC, mark DESC LIMIT ${limit + 1}
    )
    SELECT shown.*, s.slot_id, slots.name AS slot_name, ${READABLE} AS dump_id,
      ${wanted ? headline(Prisma.sql`t.title`, wanted, 'HighlightAll=true') : Prisma.sql`t.title`} AS title,
      ${wanted ? headline(Prisma.sql`t.body`, wanted, FRAGMENTS) : Prisma.sql`left(t.body, 200)`} AS snippet
    FROM shown
      JOIN chat_texts t USING (session_id, service, chat_id)
      JOIN sessions s ON s.id = shown.session_id
      JOIN slots ON slots.id = s.slot_id
      LEFT JOIN dumps d ON d.session_id = s.id
    ORDER BY shown.last_seen DESC, shown.mark DESC`
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { chats: rows.slice(0, limit).map(viewOf), next: last ? `${last.last_seen.getTime()}.${markOf(last)}` : null }
}

interface Row {
  session_id: string
  service: string
  chat_id: string
  url: string
  last_seen: Date
  slot_id: string
  slot_name: string
  dump_id: string | null
  title: string
  snippet: string
}

const READABLE = Prisma.sql`CASE WHEN d.state IN ('ready', 'delivered', 'kept') THEN d.id END`

/** Marks no kept text has: letters of private use are left out of it. */
const HIT = { begins: '\ue000', ends: '\ue001' }
const FRAGMENTS = 'MaxFragments=2, MinWords=8, MaxWords=22, FragmentDelimiter=" … "'

const headline = (text: Prisma.Sql, wanted: Prisma.Sql, how: string) =>
  Prisma.sql`ts_headline('russian', ${text}, ${wanted}, ${`StartSel=${HIT.begins}, StopSel=${HIT.ends}, ${how}`})`

/** Somebody who types a whole sentence is looking for its first words. */
const MOST_WORDS = 12

/** Each word as both languages know it, and as the beginning of a longer one; null when nothing is looked for. */
function wantedBy(query: string): Prisma.Sql | null {
  const words = query.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word))
  if (!words.length) return null
  const each = words.slice(0, MOST_WORDS).map(word => {
    const prefix = `'${word.toWellFormed().replace(/[\\'\0]/g, ' ')}':*`
    return Prisma.sql`(to_tsquery('russian', ${prefix}) || to_tsquery('english', ${prefix}))`
  })
  return Prisma.join(each, ' && ')
}

function placeOf(cursor: string | null): { seen: Date; mark: string } | null {
  if (cursor === null) return null
  const [, ms, mark = ''] = /^(\d{1,14})\.([0-9a-f]{32})$/.exec(cursor) ?? []
  if (ms === undefined) throw new Refusal('request.invalid', { what: 'cursor' })
  return { seen: new Date(Number(ms)), mark }
}

const markOf = ({ service, chat_id }: Row) => createHash('md5').update(`${service}/${chat_id}`).digest('hex')

function viewOf({ title, snippet, last_seen, ...row }: Row): FoundChat {
  return {
    service: row.service,
    chat_id: row.chat_id,
    title: stretchesOf(title),
    // Who speaks next, and what stood on lines of its own, stays apart.
    snippet: stretchesOf(snippet.trim().replace(/\s*\n\s*/g, ' · ')),
    url: row.url,
    last_seen: last_seen.toISOString(),
    session_id: row.session_id,
    slot_id: row.slot_id,
    slot_name: row.slot_name,
    dump_id: row.dump_id,
  }
}

function stretchesOf(marked: string): Stretch[] {
  return marked
    .split(/(\ue000[^\ue001]*\ue001)/)
    .filter(Boolean)
    .map(piece =>
      piece.startsWith(HIT.begins) ? { text: piece.slice(1, -1), hit: true } : { text: piece, hit: false },
    )
}
