import { setTimeout as sleep } from 'node:timers/promises'
import type { Bot } from 'grammy'
import { type HeldLock, holdLock } from '../../db/hold-lock.ts'
import { ALLOWED_UPDATES } from './allowed-updates.ts'
import type { BotContext, BotParts } from './bot-parts.ts'

const AGAIN_MS = 1_000

interface Polling {
  bot: Bot<BotContext>
  signal: AbortSignal
  /** The bot listens. */
  onStart: () => void
}

/**
 * Fetches updates until it is stopped or told off. Of several servers on one database one polls at a time: Telegram
 * would end both. When that one dies another takes over within seconds.
 */
export async function poll(parts: BotParts, { bot, signal, onStart }: Polling): Promise<void> {
  const lock = await lockFor(parts, bot.botInfo.id, signal)
  if (signal.aborted) return lock?.release()
  if (!lock) return later(signal)
  lock.lost.then(() => (bot.isRunning() ? bot.stop().catch(() => {}) : null))
  try {
    // Removes a webhook, if there is one.
    await bot.start({ allowed_updates: ALLOWED_UPDATES, onStart })
  } finally {
    await lock.release()
  }
  if (signal.aborted) return
  parts.log.warn('the database ended the connection that lets this server poll; it asks again')
  await later(signal)
}

/** Null while the database is away, and when the waiting is over. */
async function lockFor({ databaseUrl, log }: BotParts, botId: number, signal: AbortSignal): Promise<HeldLock | null> {
  if (!databaseUrl) return NO_OTHERS
  return holdLock(databaseUrl, `bot-${botId}`, signal).catch((error: Error) => {
    log.debug({ why: error.message }, 'the bot waits for the database')
    return null
  })
}

async function later(signal: AbortSignal): Promise<void> {
  await sleep(AGAIN_MS, undefined, { signal }).catch(() => {})
}

/** A test without several servers. */
const NO_OTHERS: HeldLock = { lost: new Promise(() => {}), release: async () => {} }
