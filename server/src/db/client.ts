import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.ts'

export type Db = PrismaClient
/** What an action writes through: the tables, and what to tell once the transaction is committed. */
export type Transaction = Omit<Parameters<Parameters<PrismaClient['$transaction']>[0]>[0], never> & {
  announce: (news: News) => Promise<void>
}
export type Change = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>

/** Something others will want to look at again; only ids travel. `wake` rouses a job. */
export type News =
  | { about: 'slot'; id: string }
  | { about: 'session'; id: string }
  | { about: 'dump'; id: string }
  | { about: 'person'; id: string }
  | { about: 'machine'; id: string }
  | { about: 'wake'; id: 'closing' | 'dumps' | 'deliveries' | 'tick' }

export const NEWS_CHANNEL = 'taxi_news'

/** Opens a pool of connections. `size` counts connections. Its errors do not repeat the values of a query. */
export function connect(url: string, size = 10): Db {
  return new PrismaClient({ errorFormat: 'minimal', adapter: new PrismaPg({ connectionString: url, max: size }) })
}

/** PostgreSQL delivers NOTIFY with the commit and drops it with the rollback: news is never told of what did not happen. */
export function changeOf(db: Db): Change {
  return work =>
    db.$transaction(
      async tx => {
        const announce = async (news: News) => {
          await tx.$executeRaw`SELECT pg_notify(${NEWS_CHANNEL}, ${JSON.stringify(news)})`
        }
        return work(Object.assign(tx, { announce }) as Transaction)
      },
      { timeout: 15_000, maxWait: 10_000 },
    )
}
