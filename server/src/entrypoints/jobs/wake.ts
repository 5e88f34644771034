import { Client } from 'pg'
import type { Logger } from 'pino'
import { NEWS_CHANNEL, type News } from '../../db/client.ts'

/** Listens for the word that rouses this job; reconnects by itself. Whoever waits also looks by a slow poll. */
export function listenForWake(
  url: string,
  job: Extract<News, { about: 'wake' }>['id'],
  wake: () => void,
  log: Logger,
): { close(): Promise<void> } {
  const word = JSON.stringify({ about: 'wake', id: job } satisfies News)
  let closed = false
  let client: Client | null = null
  let retry: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const fresh = new Client({ connectionString: url, application_name: `taxi-${job}` })
    const again = () => {
      if (closed || client !== fresh) return
      client = null
      fresh.end().catch(() => {})
      retry = setTimeout(() => void connect(), 1_000)
    }
    client = fresh
    fresh.on('error', again)
    fresh.on('end', again)
    fresh.on('notification', ({ payload }) => {
      // Compared as text: news of other things is not worth parsing.
      if (payload === word) wake()
    })
    try {
      await fresh.connect()
      await fresh.query(`LISTEN ${NEWS_CHANNEL}`)
      wake()
    } catch (error) {
      log.debug({ job, why: error instanceof Error ? error.message : String(error) }, 'the database does not answer')
      again()
    }
  }

  void connect()
  return {
    async close() {
      closed = true
      clearTimeout(retry)
      await client?.end().catch(() => {})
    },
  }
}
