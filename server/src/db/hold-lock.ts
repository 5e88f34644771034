import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

export interface HeldLock {
  /** Resolves when it is no longer ours: the connection that held it is gone. */
  lost: Promise<void>
  release(): Promise<void>
}

/** A waiting statement would hold up the database's cleaning: the lock is tried again and again instead. */
const AGAIN_MS = 2_000

/**
 * Waits until this process alone holds the lock of this name; null when `signal` ends the waiting. The database takes it
 * back the moment the connection ends, however the process ended. Throws while the database is away.
 */
export async function holdLock(url: string, name: string, signal: AbortSignal): Promise<HeldLock | null> {
  const client = new Client({ connectionString: url, application_name: `taxi-${name}`, keepAlive: true })
  const lost = new Promise<void>(resolve => {
    client.on('error', () => resolve())
    client.on('end', () => resolve())
  })
  const release = () => client.end().catch(() => {})
  try {
    await client.connect()
    while (!signal.aborted) {
      const { rows } = await client.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine', [name])
      if (rows[0].mine) return { lost, release }
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => {})
    }
  } catch (error) {
    await release()
    throw error
  }
  await release()
  return null
}
