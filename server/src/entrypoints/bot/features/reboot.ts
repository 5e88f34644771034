import { Composer } from 'grammy'
import { rebootMachine } from '../../../actions/admin/reboot-machine.ts'
import { spendConfirmation } from '../../../actions/spend-confirmation.ts'
import { holderAt } from '../../../db/read/holder-at.ts'
import { whyNotTouch } from '../../../domain/machine.ts'
import { insist } from '../../../domain/no.ts'
import { Refusal } from '../../../domain/refusal.ts'
import { adminWords } from '../admin-words.ts'
import { answerScreen, type Button, type Screen } from '../answer-screen.ts'
import type { Asking, BotContext, BotParts } from '../bot-parts.ts'
import { confirmScreen } from '../confirm-screen.ts'

/** `/reboot {vm_id}`: starts a machine anew, after asking. Who may is looked up at the command and at every press. */
export function rebootFeature(parts: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()

  feature.command('reboot', ctx =>
    answerScreen(parts, ctx, { screen: asking => chooseScreen(parts, asking, ctx.match.trim()) }),
  )
  feature.callbackQuery(/^reboot:([\w.-]{1,40})$/, ctx => {
    const [, machineId = ''] = ctx.match
    return answerScreen(parts, ctx, { screen: asking => askScreen(parts, asking, machineId) })
  })
  feature.callbackQuery(/^yes:reboot:([0-9a-f-]{36})$/, ctx => {
    const [, id = ''] = ctx.match
    let text = ''
    return answerScreen(parts, ctx, {
      async deed({ person, locale }) {
        insist(whyNotTouch(null, person))
        const machineId = await spendConfirmation(parts, { personId: person.id, what: 'reboot', id })
        await rebootMachine(parts, { by: person, machineId })
        text = adminWords[locale].rebooting((await knownMachine(parts, machineId)).name)
      },
      screen: async ({ locale }) => ({ text: text || adminWords[locale].left, rows: [] }),
    })
  })

  return feature
}

async function chooseScreen(parts: BotParts, asking: Asking, wanted: string): Promise<Screen> {
  insist(whyNotTouch(null, asking.person))
  const words = adminWords[asking.locale]
  const machines = await parts.db.machines.findMany({ where: { is_active: true }, orderBy: { id: 'asc' } })
  if (wanted) {
    const meant = machines.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase())
    return meant ? askScreen(parts, asking, meant.id) : { text: words.unknownMachine(wanted.slice(0, 200)), rows: [] }
  }
  const rows = machines.map(({ id, name }): Button[] => [[words.machine(name, id), `reboot:${id}`]])
  return { text: rows.length ? words.which : words.noMachines, rows }
}

async function askScreen(parts: BotParts, asking: Asking, machineId: string): Promise<Screen> {
  insist(whyNotTouch(null, asking.person))
  const { name } = await knownMachine(parts, machineId)
  const words = adminWords[asking.locale]
  const holder = await holderAt(parts.db, machineId)
  const text = [words.askReboot(name), ...(holder ? [words.endsSession(holder)] : [])].join('\n')
  return confirmScreen(parts, asking, { what: 'reboot', about: machineId, text })
}

async function knownMachine({ db }: BotParts, id: string) {
  const machine = await db.machines.findUnique({ where: { id } })
  if (!machine) throw new Refusal('machine.unknown')
  return machine
}
