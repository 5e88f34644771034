import { isIP } from 'node:net'
import * as z from 'zod/mini'

/** One setting: what it is for, its default as one would write it in `.env`, and how its text becomes a value. */
interface Setting<T> {
  doc: string
  default: string
  read: (text: string) => T
  /** Never printed, not even when wrong. */
  secret?: true
}

const text = (doc: string, fallback = ''): Setting<string> => ({ doc, default: fallback, read: value => value })
const secret = (doc: string): Setting<string> => ({ ...text(doc), secret: true })
const whole = (doc: string, fallback: number, min: number, max: number): Setting<number> => ({
  doc,
  default: String(fallback),
  read: value => {
    const number = Number(value)
    if (!Number.isInteger(number) || number < min || number > max)
      throw new Error(`a whole number from ${min} to ${max}`)
    return number
  },
})
const webAddress = (doc: string, fallback: string): Setting<string> => ({
  doc,
  default: fallback,
  read: value => {
    if (value && !/^https?:\/\/[^/\s]+$/.test(value))
      throw new Error('an address like https://taxi.example.com, without a path')
    return value
  },
})
const isNetwork = (value: string) => {
  const [address = '', bits = '0', ...more] = value.split('/')
  const width = { 4: 32, 6: 128 }[isIP(address)]
  return width !== undefined && more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= width
}
const timeZone = (doc: string, fallback: string): Setting<string> => ({
  doc,
  default: fallback,
  read: value => {
    if (!Intl.supportedValuesOf('timeZone').includes(value) && value !== 'UTC')
      throw new Error('a time zone like Europe/Moscow')
    return value
  },
})

/** Every setting of the server. `.env.example` is generated from this table: `npm run check` says when it is stale. */
export const settings = {
  PORT: whole('Where the server listens: HTTP, WebSockets, portal.', 3000, 0, 65535),
  HOST: text('The address it listens on. 0.0.0.0 lets colleagues in; put TLS in front of it then.', '127.0.0.1'),
  PUBLIC_URL: webAddress('The address people type, without a path. Empty: http://localhost:PORT.', ''),
  PROXIES: {
    ...text(
      'Which proxies in front are believed when they say who is calling: addresses or networks, with commas; loopback, uniquelocal.',
      'loopback',
    ),
    read: (value: string) => {
      const all = value.split(',').map(one => one.trim())
      if (!all.every(one => ['loopback', 'uniquelocal'].includes(one) || isNetwork(one)))
        throw new Error('addresses like 10.77.0.1 or 10.77.0.0/24 with commas between, loopback or uniquelocal')
      return all
    },
  },
  TAXI_DATA_DIR: text(
    'Where everything lasting lies: database, sealed files, dumps, secrets. Relative to the project.',
    'data',
  ),
  DATABASE_URL: {
    ...secret('PostgreSQL 15 or newer. Empty: the server runs the one it carries.'),
    read: (value: string) => {
      if (value && !/^postgres(ql)?:\/\//.test(value))
        throw new Error('an address like postgresql://user:password@host:5432/taxi')
      return value
    },
  },
  ADMIN_EMAIL: {
    ...text(
      'The first administrator, made on an empty database together with ADMIN_PASSWORD. Empty: a one-time link is printed.',
    ),
    read: (value: string) => {
      if (value && !z.email().safeParse(value).success) throw new Error('an e-mail address')
      return value
    },
  },
  ADMIN_PASSWORD: {
    ...secret('The first administrator’s password, 8 characters at least.'),
    read: (value: string) => {
      if (value && value.length < 8) throw new Error('8 characters at least')
      return value
    },
  },
  TELEGRAM_BOT_TOKEN: {
    ...secret('The bot that delivers dumps. Empty: dumps wait in the portal.'),
    read: (value: string) => {
      if (value && !/^\d{5,}:[A-Za-z0-9_-]{30,}$/.test(value)) throw new Error('a token as BotFather gives it')
      return value
    },
  },
  TELEGRAM_API_BASE: webAddress('Another Bot API server. Empty: https://api.telegram.org.', ''),
  TELEGRAM_LOCAL_API: {
    ...text('yes: TELEGRAM_API_BASE is a server started with --local, which takes files up to 2 GB. no: 50 MB.', 'no'),
    read: (value: string) => {
      if (value !== 'yes' && value !== 'no') throw new Error('yes or no')
      return value === 'yes'
    },
  },
  TELEGRAM_WEBHOOK: {
    ...text(
      'on: Telegram brings what people write to PUBLIC_URL, which it must reach over https. off: the server fetches it.',
      'off',
    ),
    read: (value: string) => {
      if (value !== 'on' && value !== 'off') throw new Error('on or off')
      return value === 'on'
    },
  },
  ADMIN_CHAT_ID: {
    ...text(
      'The Telegram chat where administrators are told of things, as /getid names it. Empty: these stand in the log alone.',
    ),
    read: (value: string) => {
      if (value && !/^-?\d{1,18}$/.test(value)) throw new Error('a number like -1001234567890')
      return value
    },
  },
  SMTP_HOST: text('The mail server that sends sign-in codes. Empty: nobody signs in by mail.'),
  SMTP_PORT: whole(
    'Its port: 465 speaks TLS at once, any other turns it on; only on this very host it may be plain.',
    587,
    1,
    65535,
  ),
  SMTP_USER: text('The name it wants, if it wants one.'),
  SMTP_PASS: secret('The password that goes with it.'),
  SMTP_FROM: text('Whom mails are from, like VDI Taxi <taxi@example.com>. Goes with SMTP_HOST.'),
  GUACD: {
    ...text(
      'host:port of a guacd, or of several with commas between: the least busy opens the next screen. Empty: the server starts its own.',
    ),
    read: (value: string) => {
      const all = value.split(',').filter(Boolean)
      if (all.some(one => !/^[^\s:]+:\d{1,5}$/.test(one))) throw new Error('host:port, or host:port,host:port')
      return value
    },
  },
  SCREEN_HOST: text(
    'This computer’s address as guacd reaches it: screens of machines elsewhere are led there. Another than loopback when guacd runs in a container.',
    '127.0.0.1',
  ),
  SEAT_CHROMIUM_FLAGS: text('More flags for the browser of local machines, separated by spaces.'),
  LOCAL_MACHINE: {
    ...text('yes: run the practice machine on this computer. no: leave it out.', 'yes'),
    read: (value: string) => {
      if (value !== 'yes' && value !== 'no') throw new Error('yes or no')
      return value === 'yes'
    },
  },
  EXTENSION_IDS: {
    ...text('Ids of the extensions that may talk to the server, separated by commas. Empty: the ones built here.'),
    read: (value: string) => {
      if (value && !/^[a-p]{32}(,[a-p]{32})*$/.test(value))
        throw new Error('extension ids of 32 letters, separated by commas')
      return value ? value.split(',') : []
    },
  },
  COMPANY_TIMEZONE: timeZone('The company’s time zone, for dates in dumps and messages.', 'Europe/Moscow'),
  SESSIONS_PER_PERSON: whole('How many slots one person may have at once.', 5, 1, 1000),
  AWAY_MINUTES: whole('How long a seat is kept when the desk’s connection is gone.', 5, 1, 120),
  MAX_BOOKINGS: whole('How many bookings to come one person may have.', 6, 1, 1000),
  DUMP_DAYS: whole('How many days a dump is kept.', 14, 1, 365),
  DISK_FLOOR_MB: whole('Below this much free disk nothing new is accepted (507).', 2048, 1, 1_000_000),
  MAX_UPLOAD_MB: whole('How large a file may be that somebody brings to a machine through the desk.', 200, 1, 10_000),
  REQUESTS_PER_SECOND: whole('How many requests a second one person may make, with a short burst.', 10, 1, 100_000),
  METRICS_TOKEN: {
    ...secret(
      'What a Prometheus brings to /metrics as its bearer token. Empty: only this very computer may ask, past any proxy.',
    ),
    read: (value: string) => {
      if (value && value.length < 16) throw new Error('16 characters at least')
      return value
    },
  },
  LOG_LEVEL: {
    ...text('debug, info, warn or error.', 'info'),
    read: (value: string) => {
      if (!['debug', 'info', 'warn', 'error', 'silent'].includes(value)) throw new Error('debug, info, warn or error')
      return value
    },
  },
} as const satisfies Record<string, Setting<unknown>>

export type SettingName = keyof typeof settings
