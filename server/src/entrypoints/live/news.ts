import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import { NEWS_CHANNEL, type News } from '../../db/client.ts'

export interface NewsLine {
  /** Heard once a change is committed, wherever it was made. `null`: the line was down, anything may have changed. */
  onNews(listener: (news: News | null) => void): () => void
  close(): Promise<void>
}

const BACK_OFF_MS = [100, 300, 1_000, 3_000]

/** Listens to the database on a connection of its own, and comes back when that is lost. */
export async function openNewsLine(url: string, log: Logger, name = 'taxi news'): Promise<NewsLine> {
  const listeners = new Set<(news: News | null) => void>()
  const tell = (news: News | null) => {
    for (const listener of listeners) listener(news)
  }
  let closing = false
  let client = await listen()

  async function listen(): Promise<pg.Client> {
    const next = new pg.Client({ connectionString: url, application_name: name, keepAlive: true })
    // Without a listener of its own a lost connection would end the process.
    next.on('error', error => log.warn({ why: error.message }, 'the news line broke'))
    next.on('notification', ({ payload }) => tell(newsOf(payload)))
    next.on('end', () => void reconnect())
    await next.connect()
    await next.query(`LISTEN ${NEWS_CHANNEL}`)
    return next
  }

  async function reconnect(): Promise<void> {
    for (let attempt = 0; !closing; attempt++) {
      await sleep(BACK_OFF_MS[Math.min(attempt, BACK_OFF_MS.length - 1)])
      try {
        if (closing) return
        client = await listen()
        log.info('the news line is back')
        return tell(null)
      } catch (error) {
        log.debug({ why: String(error) }, 'the news line is still down')
      }
    }
  }

  return {
    onNews(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      closing = true
      listeners.clear()
      await client.end().catch(() => {})
    },
  }
}

function newsOf(payload: string | undefined): News | null {
  return payload ? (JSON.parse(payload) as News) : null
}
