import type { Locale } from '@taxi/contract/shapes.ts'
import type { Bot } from 'grammy'
import type { BotContext, BotParts } from './bot-parts.ts'
import { botWords } from './words.ts'

/** The menus of commands, in both languages; Telegram keeps them. What only administrators may is in their chat's menu. */
export async function tellCommands(bot: Bot<BotContext>, { config }: Pick<BotParts, 'config'>): Promise<void> {
  const everyday = (locale: Locale) => menu(botWords[locale].commands)
  await bot.api.setMyCommands(everyday('en'))
  await bot.api.setMyCommands(everyday('ru'), { language_code: 'ru' })
  if (!config.ADMIN_CHAT_ID) return
  const scope = { type: 'chat', chat_id: Number(config.ADMIN_CHAT_ID) } as const
  const forAdmins = (locale: Locale) => menu(botWords[locale].adminCommands)
  await bot.api.setMyCommands(forAdmins('en'), { scope })
  await bot.api.setMyCommands(forAdmins('ru'), { scope, language_code: 'ru' })
}

const menu = (words: Record<string, string>) =>
  Object.entries(words).map(([command, description]) => ({ command, description }))
