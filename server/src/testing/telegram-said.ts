import { createHash, createHmac } from 'node:crypto'

interface Said {
  id: number
  at?: Date
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000)
const linesOf = (fields: Record<string, string | number>) =>
  Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n')

/** What Telegram's Login Widget gives a page about this account, signed for this bot. */
export function widgetData(botToken: string, { id, at = new Date() }: Said) {
  const fields = { id, first_name: 'Анна', username: 'anna', auth_date: seconds(at) }
  const key = createHash('sha256').update(botToken).digest()
  return { ...fields, hash: createHmac('sha256', key).update(linesOf(fields)).digest('hex') }
}

/** What Telegram gives a Mini App about this account, signed for this bot. */
export function miniAppData(botToken: string, { id, at = new Date() }: Said): string {
  const fields = {
    query_id: 'AAF03fQgAAAAAHTd9CB',
    user: JSON.stringify({ id, first_name: 'Анна & Co', language_code: 'ru' }),
    auth_date: seconds(at),
    signature: 'not-looked-at',
  }
  const key = createHmac('sha256', 'WebAppData').update(botToken).digest()
  const hash = createHmac('sha256', key).update(linesOf(fields)).digest('hex')
  return asText({ ...fields, hash })
}

/** Fields as the text of a query. */
export function asText(fields: Record<string, string | number>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) query.set(name, String(value))
  return query.toString()
}
