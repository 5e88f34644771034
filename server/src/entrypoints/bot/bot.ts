import { setTimeout as sleep } from 'node:timers/promises'
import { GrammyError } from 'grammy'
import { safeReason } from '../../outside/telegram.ts'
import type { BotParts } from './bot-parts.ts'
import { buildBot } from './build-bot.ts'
import { tellCommands } from './tell-commands.ts'

export interface RunningBot {
  /** Known once Telegram has answered; null before that, and without a token. */
  readonly username: string | null
  close(): Promise<void>
}

/** How long a handler may take to end when the server stops. */
const STOP_MS = 5_000
const LONGEST_WAIT_MS = 60_000

/**
 * Starts the bot in the background: the server does not wait for Telegram. Without a token nothing runs. Updates are
 * fetched one batch after the other, so each is confirmed only after its handler has ended.
 */
export async function startBot(parts: BotParts): Promise<RunningBot> {
  const { config, log } = parts
  if (!config.TELEGRAM_BOT_TOKEN) return { username: null, async close() {} }
  const bot = buildBot(parts)
  const closing = new AbortController()
  const closed = () => closing.signal.aborted

  async function run(): Promise<void> {
    for (let failures = 0; !closed(); ) {
      try {
        if (!bot.isInited()) bot.botInfo = await bot.api.getMe()
        await tellCommands(bot, parts).catch(() => {})
        // Removes a webhook, if there is one, and polls until it is stopped or told off.
        await bot.start({
          allowed_updates: ['message', 'callback_query', 'my_chat_member'],
          onStart: ({ username }) => {
            failures = 0
            log.info({ bot: username }, 'the bot listens')
          },
        })
      } catch (error) {
        if (closed()) return
        failures += 1
        const wait = Math.min(1_000 * 2 ** failures, LONGEST_WAIT_MS)
        log[failures === 1 ? 'warn' : 'debug']({ why: safeReason(error), seconds: wait / 1000 }, trouble(error))
        await sleep(wait, undefined, { signal: closing.signal }).catch(() => {})
      }
    }
  }

  const running = run()
  return {
    get username() {
      return bot.isInited() ? bot.botInfo.username : null
    },
    async close() {
      closing.abort()
      // stop() confirms the update in work before its handler has ended: the run itself is waited for too.
      const stopped = bot.isRunning() ? bot.stop().catch(() => {}) : null
      await Promise.race([Promise.all([stopped, running]), sleep(STOP_MS, undefined, { ref: false })])
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
