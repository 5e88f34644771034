import type { Config } from '../config.ts'
import { startBot } from '../entrypoints/bot/bot.ts'
import type { Parts } from '../parts.ts'
import type { PhoneMessage } from './bot-api/chats.ts'
import { startBotApi } from './bot-api.ts'
import { buildPerson } from './build.ts'
import { openDumpWorld } from './dump-world.ts'

export type BotWorld = Awaited<ReturnType<typeof openBotWorld>>

/** A running bot on the stand-in Bot API, with a database and dry machines. */
export async function openBotWorld(config: Partial<Config> = {}, given: Partial<Omit<Parts, 'config'>> = {}) {
  const api = await startBotApi({ pace: false })
  const world = await openDumpWorld({ TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_BASE: api.url, ...config }, given)
  const bot = await startBot(world.parts)
  await api.waitFor(() => bot.username)
  let nextUser = 40_000

  const lastOf = (chatId: number) => api.chat(chatId).findLast(message => message.from === 'bot')

  return {
    ...world,
    api,
    /** Somebody whose Telegram is linked. */
    async somebody(person: Parameters<typeof buildPerson>[1] = {}) {
      const user = nextUser++
      api.meet(user)
      return { user, person: await buildPerson(world.db, { telegram_id: BigInt(user), ...person }) }
    },
    lastOf,
    /** Writes and waits for the answer: a new message, as it stands then, so that its buttons can be pressed when they are old. */
    async ask(user: number, text: string, group?: number): Promise<PhoneMessage> {
      const chatId = group ?? user
      const before = lastOf(chatId)?.messageId
      api.say(user, text, group ? { group } : {})
      return api.waitFor(() => {
        const last = lastOf(chatId)
        return last && last.messageId !== before ? structuredClone(last) : null
      })
    },
    /** Presses and waits for what Telegram shows under it; answers that and the message as it stands then. */
    async press(user: number, message: PhoneMessage, button: string) {
      const heard = api.answers().length
      const calls = api.calls.length
      api.press(user, message, button)
      const said = await api.waitFor(() => api.answers()[heard])
      // The message is changed after the answer, also to what it says already; a mere "no" may leave it alone.
      const changed = () => api.calls.slice(calls).some(call => call.method === 'editMessageText' && call.answer)
      await api.waitFor(changed, said.text ? 300 : 2_000).catch(() => {})
      const shown = () => api.chat(message.chatId).find(each => each.messageId === message.messageId) ?? message
      return { said: said.text, message: structuredClone(shown()) }
    },
    async close() {
      await bot.close()
      await api.close()
      await world.close()
    },
  }
}

export const labels = (message: PhoneMessage): string[] => message.buttons.map(button => button.text)
