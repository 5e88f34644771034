import { Composer } from 'grammy'
import * as z from 'zod/mini'
import { showScreen } from '../../../actions/admin/show-screen.ts'
import { typeIntoMachine } from '../../../actions/admin/type-into-machine.ts'
import { adminWords } from '../admin-words.ts'
import { answerScreen, doOnly } from '../answer-screen.ts'
import type { BotContext, BotParts } from '../bot-parts.ts'

/** What the administrators' chat was shown of a machine. */
const OfMachine = z.object({ about: z.enum(['incident', 'look']), machine_id: z.string() })

/**
 * A sign-in that was lost is rescued from the administrators' chat: a reply to the machine's screen is typed into it.
 * Who may is looked up at every reply and press.
 */
export function rescueFeature(parts: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()

  feature.callbackQuery(/^look:([\w.-]{1,40})$/, ctx => {
    const [, machineId = ''] = ctx.match
    return doOnly(parts, ctx, ({ person }) => showScreen(parts, { by: person, machineId }))
  })
  feature.on('message:text', async (ctx, next) => {
    const { text, reply_to_message: shown } = ctx.message
    if (shown?.from?.id !== ctx.me.id || text.startsWith('/')) return next()
    const machineId = await machineShown(parts, ctx.chat.id, shown.message_id)
    if (!machineId) return next()
    return answerScreen(parts, ctx, {
      screen: async ({ person, locale }) => {
        await typeIntoMachine(parts, { by: person, machineId, text: text.trim() })
        return { text: adminWords[locale].typed, rows: [] }
      },
    })
  })

  return feature
}

async function machineShown({ db }: BotParts, chatId: number, messageId: number): Promise<string | null> {
  const row = await db.deliveries.findFirst({ where: { chat_id: chatId, tg_message_id: messageId } })
  return OfMachine.safeParse(row?.payload).data?.machine_id ?? null
}
