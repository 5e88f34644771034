import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.ts'
import { type AuditEntry, writeAudit } from './write/write-audit.ts'

export type Db = PrismaClient
/** What an action writes through: the tables, and what to tell once the transaction is committed. */
export type Transaction = Omit<Parameters<Parameters<PrismaClient['$transaction']>[0]>[0], never> & {
  announce: (news: News) => Promise<void>
  /** Kept in the audit log, if the transaction is committed. */
  record: (entry: AuditEntry) => void
}
export type Change = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>

/** Something others will want to look at again; only ids travel. `wake` rouses a job. */
export type News =
  | { about: 'slot'; id: string }
  | { about: 'session'; id: string }
  | { about: 'dump'; id: string }
  | { about: 'person'; id: string }
  | { about: 'machine'; id: string }
  /** What a person waits for, or a turn held for them, changed; the id is the person's. */
  | { about: 'queue'; id: string }
  /** A booking was made, moved on or is gone. */
  | { about: 'booking'; id: string }
  /** A person is told something of a booking of theirs; the id names what. */
  | { about: 'booking_notice'; id: string }
  /** A polite request was made or answered. */
  | { about: 'ask'; id: string }
  /** A seat was handed over; the id is the colleague's session. */
  | { about: 'handed'; id: string }
  /** A spent refresh token came back; the id is the sign-in's that ended by it. */
  | { about: 'stolen'; id: string }
  /** A timer is about to run out; the id names the warning. */
  | { about: 'warning'; id: string }
  /** Something the person tried was stopped; the id is `<session> <deed>`. */
  | { about: 'guarded'; id: string }
  /** A reader no longer knows its service; the id is `<service> <day>`. */
  | { about: 'drift'; id: string }
  /** Something is wrong, or well again; for administrators. */
  | { about: 'incident'; id: string }
  | { about: 'wake'; id: 'closing' | 'dumps' | 'deliveries' | 'tick' }

export const NEWS_CHANNEL = 'taxi_news'

interface Limits {
  /** SESSIONS_PER_PERSON: asked by queries, so each connection carries it. */
  sessionsPerPerson?: number | undefined
  /** A mail server is set: what people without Telegram are told is owed to them by mail. */
  mails?: boolean | undefined
}

/** Opens a pool of connections. `size` counts connections. Its errors do not repeat the values of a query. */
export function connect(url: string, size = 10, { sessionsPerPerson, mails }: Limits = {}): Db {
  const set = [
    ...(sessionsPerPerson === undefined ? [] : [`-c taxi.sessions_per_person=${sessionsPerPerson}`]),
    ...(mails ? ['-c taxi.mails=on'] : []),
  ]
  const options = set.length ? { options: set.join(' ') } : {}
  const adapter = new PrismaPg({ connectionString: url, max: size, ...options })
  return new PrismaClient({ errorFormat: 'minimal', adapter })
}

/**
 * PostgreSQL delivers NOTIFY with the commit and drops it with the rollback: news is never told of what did not happen.
 * `hear` is told the same in this process the moment it is committed: who changed something sees it at once.
 */
export function changeOf(db: Db, hear: (news: News) => void = () => {}): Change {
  return async work => {
    const told: News[] = []
    const recorded: AuditEntry[] = []
    const result = await db.$transaction(
      async tx => {
        // Started anew when the transaction is.
        told.length = 0
        recorded.length = 0
        const result = await work(
          withExtras(tx, {
            announce: async news => {
              await tx.$executeRaw`SELECT pg_notify(${NEWS_CHANNEL}, ${JSON.stringify(news)})`
              told.push(news)
            },
            record: entry => void recorded.push(entry),
          }),
        )
        await writeAudit(tx, recorded)
        return result
      },
      { timeout: 15_000, maxWait: 10_000 },
    )
    for (const news of told) hear(news)
    return result
  }
}

/** All transactions of a client share one object underneath: what is written onto it reaches the others. */
function withExtras(tx: Omit<Transaction, keyof Extras>, extras: Extras): Transaction {
  return new Proxy(tx as Transaction, {
    get: (tables, name) => Reflect.get(Object.hasOwn(extras, name) ? extras : tables, name),
  })
}
type Extras = Pick<Transaction, 'announce' | 'record'>
