import { Composer } from 'grammy'
import { personOf } from '../../../db/read/person.ts'
import { mayPerson } from '../../../domain/person.ts'
import type { BotContext } from '../bot-parts.ts'
import { botWords } from '../words.ts'

/** `/help`: every command the caller may use. */
export function helpFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>()
  feature.command('help', ctx => {
    const { person, locale } = ctx.caller
    const words = botWords[locale]
    const isAdmin = person !== null && mayPerson(personOf(person), 'slots:admin')
    const lines = (commands: Record<string, string>) =>
      Object.entries(commands)
        .map(([command, does]) => `/${command}: ${does}`)
        .join('\n')
    const admins = isAdmin ? [words.helpForAdmins(lines(words.adminCommands))] : []
    return ctx.reply([words.help(lines(words.commands)), ...admins].join('\n\n'))
  })
  return feature
}
