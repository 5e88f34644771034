import { setTimeout as sleep } from 'node:timers/promises'
import { GrammyError } from 'grammy'
import { safeReason } from '../../outside/telegram.ts'
import type { Brought } from '../../parts.ts'
import type { BotParts } from './bot-parts.ts'
import { buildBot } from './build-bot.ts'
import { poll } from './poll.ts'
import { tellCommands } from './tell-commands.ts'
import { askForUpdates, takeBrought } from './webhook.ts'

export interface RunningBot {
  /** Known once Telegram has answered; null before that, and without a token. */
  readonly username: string | null
  /** What Telegram brought by itself; the HTTP status it gets. */
  take(brought: Brought): Promise<200 | 404 | 503>
  close(): Promise<void>
}

/** How long a handler may take to end when the server stops. */
const STOP_MS = 5_000
const LONGEST_WAIT_MS = 60_000

/**
 * Starts the bot in the background: the server does not wait for Telegram. Without a token nothing runs. Polled updates
 * are fetched one batch after the other, so each is confirmed only after its handler has ended; with TELEGRAM_WEBHOOK
 * Telegram brings them.
 */
export async function startBot(parts: BotParts): Promise<RunningBot> {
  const { config, log } = parts
  if (!config.TELEGRAM_BOT_TOKEN) return { username: null, take: async () => 404, async close() {} }
  const bot = buildBot(parts)
  const listen = config.TELEGRAM_WEBHOOK ? askForUpdates : poll
  const closing = new AbortController()
  const { signal } = closing
  const handling = new Set<Promise<unknown>>()

  async function run(): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      try {
        if (!bot.isInited()) bot.botInfo = await bot.api.getMe()
        await tellCommands(bot, parts).catch(() => {})
        const onStart = () => {
          failures = 0
          log.info({ bot: bot.botInfo.username }, 'the bot listens')
        }
        await listen(parts, { bot, signal, onStart })
      } catch (error) {
        if (signal.aborted) return
        failures += 1
        const wait = Math.min(1_000 * 2 ** failures, LONGEST_WAIT_MS)
        log[failures === 1 ? 'warn' : 'debug']({ why: safeReason(error), seconds: wait / 1000 }, trouble(error))
        await sleep(wait, undefined, { signal }).catch(() => {})
      }
    }
  }

  const running = run()
  return {
    get username() {
      return bot.isInited() ? bot.botInfo.username : null
    },
    take(brought) {
      if (!config.TELEGRAM_WEBHOOK) return Promise.resolve(404)
      const taken = takeBrought(parts, bot, brought)
      handling.add(taken)
      return taken.finally(() => handling.delete(taken))
    },
    async close() {
      closing.abort()
      // stop() confirms the update in work before its handler has ended: the run itself is waited for too.
      const stopped = bot.isRunning() ? bot.stop().catch(() => {}) : null
      const ended = Promise.allSettled([stopped, running, ...handling])
      await Promise.race([ended, sleep(STOP_MS, undefined, { ref: false })])
    },
  }
}

function trouble(error: unknown): string {
  const code = error instanceof GrammyError ? error.error_code : 0
  if (code === 401 || code === 404)
    return 'Telegram refuses TELEGRAM_BOT_TOKEN. Take the token from BotFather and start the server again.'
  if (code === 409) return 'Another program polls with this bot token. Stop it, or give this server a bot of its own.'
  return 'Telegram does not answer. Dumps wait; the bot tries again.'
}
