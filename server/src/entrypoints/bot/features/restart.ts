import { Composer } from 'grammy'
import { restartSlot } from '../../../actions/restart-slot.ts'
import { spendConfirmation } from '../../../actions/spend-confirmation.ts'
import { readSlotFacts } from '../../../db/read/board.ts'
import { holderAt } from '../../../db/read/holder-at.ts'
import { insist, no } from '../../../domain/no.ts'
import { mayPerson, type Person } from '../../../domain/person.ts'
import { Refusal } from '../../../domain/refusal.ts'
import { machineToRepair, whyNotRestart } from '../../../domain/repair.ts'
import { adminWords } from '../admin-words.ts'
import { answerScreen, type Button, type Screen } from '../answer-screen.ts'
import type { Asking, BotContext, BotParts } from '../bot-parts.ts'
import { confirmScreen } from '../confirm-screen.ts'

/** `/restart {slot}`: starts a slot's browser anew, after asking. Who may is looked up at the command and at every press. */
export function restartFeature(parts: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()

  feature.command('restart', ctx =>
    answerScreen(parts, ctx, { screen: asking => chooseScreen(parts, asking, ctx.match.trim()) }),
  )
  feature.callbackQuery(/^restart:([\w.-]{1,40})$/, ctx => {
    const [, slotId = ''] = ctx.match
    return answerScreen(parts, ctx, { screen: asking => askScreen(parts, asking, slotId) })
  })
  feature.callbackQuery(/^yes:restart:([0-9a-f-]{36})$/, ctx => {
    const [, id = ''] = ctx.match
    let text = ''
    return answerScreen(parts, ctx, {
      async deed({ person, locale }) {
        insist(whyNot(person))
        const slotId = await spendConfirmation(parts, { personId: person.id, what: 'restart', id })
        await restartSlot(parts, { by: person, slotId })
        text = adminWords[locale].restarting((await knownFacts(parts, slotId)).name)
      },
      screen: async ({ locale }) => ({ text: text || adminWords[locale].left, rows: [] }),
    })
  })

  return feature
}

const whyNot = (person: Person) => (mayPerson(person, 'slots:write') ? null : no('auth.not-allowed'))

async function chooseScreen(parts: BotParts, asking: Asking, wanted: string): Promise<Screen> {
  insist(whyNot(asking.person))
  const words = adminWords[asking.locale]
  const slots = await parts.db.slots.findMany({ where: { is_active: true }, orderBy: { slot_number: 'asc' } })
  if (wanted) {
    const like = wanted.toLowerCase()
    const meant = slots.find(
      ({ id, name, slot_number }) => id === wanted || String(slot_number) === wanted || name.toLowerCase() === like,
    )
    return meant ? askScreen(parts, asking, meant.id) : { text: words.unknownSlot(wanted.slice(0, 200)), rows: [] }
  }
  const rows = slots.map(({ id, name }): Button[] => [[name, `restart:${id}`]])
  return { text: rows.length ? words.whichSlot : words.noMachines, rows }
}

async function askScreen(parts: BotParts, asking: Asking, slotId: string): Promise<Screen> {
  const slot = await knownFacts(parts, slotId)
  insist(whyNotRestart(slot, asking.person))
  const words = adminWords[asking.locale]
  const holder = await holderAt(parts.db, machineToRepair(slot)?.id ?? '')
  const text = [words.askRestart(slot.name), ...(holder ? [words.endsSession(holder)] : [])].join('\n')
  return confirmScreen(parts, asking, { what: 'restart', about: slotId, text })
}

async function knownFacts({ db }: BotParts, id: string) {
  const slot = await readSlotFacts(db, id)
  if (!slot) throw new Refusal('slot.unknown')
  return slot
}
