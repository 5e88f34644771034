import { setTimeout as sleep } from 'node:timers/promises'
import type { Bot } from 'grammy'
import { type HeldLock, holdLock } from '../../db/hold-lock.ts'
import { ALLOWED_UPDATES } from './allowed-updates.ts'
import type { BotContext, BotParts } from './bot-parts.ts'

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
export async function poll({ databaseUrl, log }: BotParts, { bot, signal, onStart }: Polling): Promise<void> {
  const name = `bot-${bot.botInfo.id}`
  const lock = databaseUrl ? await holdLock(databaseUrl, name, signal) : NO_OTHERS
  if (!lock || signal.aborted) return lock?.release()
  let lost = false
  lock.lost.then(() => {
    lost = true
    if (bot.isRunning()) void bot.stop().catch(() => {})
  })
  try {
    // Removes a webhook, if there is one.
    await bot.start({ allowed_updates: ALLOWED_UPDATES, onStart })
  } finally {
    await lock.release()
  }
  if (lost && !signal.aborted) {
    log.warn('the database ended the connection that lets this server poll; it asks again')
    await sleep(1_000, undefined, { signal }).catch(() => {})
  }
}

/** A test without several servers. */
const NO_OTHERS: HeldLock = { lost: new Promise(() => {}), release: async () => {} }
