import { createHash } from 'node:crypto'
import { TELEGRAM_SIGN_IN_MS } from '../domain/tokens.ts'
import { isMac, macOf } from './mac.ts'

/** What Telegram's Login Widget or a Mini App gives of whoever signs in; exactly one of the two. */
export interface TelegramSaid {
  widget?: Record<string, string | number> | undefined
  init_data?: string | undefined
}
export interface TelegramWho {
  telegramId: bigint
  /** Names this one confirmation: it is good once. */
  proof: string
  expiresAt: Date
}

/** Telegram's clock and ours may differ by so much. */
const SKEW_MS = 60_000

/** Whom Telegram confirmed with this, if it was made for our bot and is fresh; null otherwise. */
export function readTelegramSaid(said: TelegramSaid, botToken: string, now: Date): TelegramWho | null {
  const read = said.widget ? ofWidget(said.widget, botToken) : ofMiniApp(said.init_data ?? '', botToken)
  if (!read || !isMac(read.expected, read.fields.get('hash'))) return null
  const madeAt = Number(read.fields.get('auth_date')) * 1000
  // Telegram counts whole seconds.
  const age = Math.floor(now.getTime() / 1000) * 1000 - madeAt
  if (!(age <= TELEGRAM_SIGN_IN_MS && age >= -SKEW_MS) || !/^\d{1,18}$/.test(read.id)) return null
  const proof = createHash('sha256').update(read.expected).digest('hex')
  return { telegramId: BigInt(read.id), proof, expiresAt: new Date(madeAt + TELEGRAM_SIGN_IN_MS + SKEW_MS) }
}

/** Whom the data names, before anything of it is checked. */
export function claimedTelegramId({ widget, init_data }: TelegramSaid): string {
  return widget ? String(widget.id ?? '') : userIdIn(new URLSearchParams(init_data ?? '').get('user'))
}

interface Read {
  id: string
  fields: Map<string, string>
  expected: Buffer
}

/** https://core.telegram.org/widgets/login#checking-authorization */
function ofWidget(widget: Record<string, string | number>, botToken: string): Read {
  const fields = new Map(Object.entries(widget).map(([name, value]) => [name, String(value)]))
  const key = createHash('sha256').update(botToken).digest()
  return { id: fields.get('id') ?? '', fields, expected: macOfFields(key, fields) }
}

/** https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app */
function ofMiniApp(initData: string, botToken: string): Read | null {
  const pairs = [...new URLSearchParams(initData)]
  const fields = new Map(pairs)
  // A name given twice would be read one way here and another there.
  if (fields.size !== pairs.length) return null
  const key = macOf('WebAppData', botToken)
  return { id: userIdIn(fields.get('user') ?? null), fields, expected: macOfFields(key, fields) }
}

function macOfFields(key: Buffer, fields: Map<string, string>): Buffer {
  const lines = [...fields].filter(([name]) => name !== 'hash').map(([name, value]) => `${name}=${value}`)
  return macOf(key, lines.sort().join('\n'))
}

function userIdIn(user: string | null): string {
  try {
    const id: unknown = JSON.parse(user ?? 'null')?.id
    return typeof id === 'number' || typeof id === 'string' ? String(id) : ''
  } catch {
    return ''
  }
}
