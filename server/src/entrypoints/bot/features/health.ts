import type { MachineHealth } from '@taxi/contract/health.ts'
import type { MachineView } from '@taxi/contract/machines.ts'
import { Composer } from 'grammy'
import { timeInWords } from '../../../company-clock.ts'
import { readHealth } from '../../../db/read/health.ts'
import { readMachines } from '../../../db/read/machines.ts'
import { mayPerson } from '../../../domain/person.ts'
import { Refusal } from '../../../domain/refusal.ts'
import { adminWords } from '../admin-words.ts'
import { answerScreen, type Screen } from '../answer-screen.ts'
import type { Asking, BotContext, BotParts } from '../bot-parts.ts'

/** `/health`: machines, sign-ins that were lost, what waits to be sent. For administrators. */
export function healthFeature(parts: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()
  const screen = (asking: Asking) => healthScreen(parts, asking)
  feature.command('health', ctx => answerScreen(parts, ctx, { screen }))
  feature.callbackQuery('health', ctx => answerScreen(parts, ctx, { screen }))
  return feature
}

async function healthScreen(parts: BotParts, asking: Asking): Promise<Screen> {
  if (!mayPerson(asking.person, 'machines:admin')) throw new Refusal('auth.not-allowed')
  const words = adminWords[asking.locale]
  const health = await readHealth(parts)
  const machines = health.machines.filter(machine => machine.state !== 'off')
  const working = new Map((await readMachines(parts)).map(machine => [machine.vm_id, machine]))
  const lost = health.sign_ins.filter(({ found }) => found !== 'signed_in')
  return {
    text: [
      machines.length ? words.health : words.noMachines,
      ...machines.map(machine => machineLine(machine, working.get(machine.vm_id), asking)),
      '',
      ...lost.map(({ service, machine, found, since }) =>
        words.account(service, machine, timeInWords(new Date(since), asking), words.found[found]),
      ),
      ...health.renewals.map(({ slot, renews_on }) => words.renews(slot, dayInWords(renews_on, asking))),
      words.outbox(health.outbox.waiting, health.outbox.dead),
      words.dumps(health.dumps.in_work),
    ].join('\n'),
    rows: [[[words.refresh, 'health']]],
  }
}

function machineLine(machine: MachineHealth, at: MachineView | undefined, asking: Asking): string {
  const words = adminWords[asking.locale]
  const { connected, version } = machine.companion
  const parts = [
    howIs(machine, asking),
    connected ? words.companion(version ?? '') : words.noCompanion,
    ...(at?.active_user ? [words.atWork(at.active_user, at.active_slot ?? '')] : []),
  ]
  const mark = machine.state === 'ill' || machine.state === 'set_aside' ? '✕' : '○'
  return `${mark} ${machine.name}: ${parts.join(' · ')}`
}

function howIs({ state, trouble, quarantined_until }: MachineHealth, asking: Asking): string {
  const words = adminWords[asking.locale]
  if (state === 'ill' || state === 'doubtful') return words.how[state](trouble.join('; ').slice(0, 300))
  return words.how[state](quarantined_until ? timeInWords(new Date(quarantined_until), asking) : '')
}

function dayInWords(day: string, { locale }: Asking): string {
  const words = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'ru-RU', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
  })
  return words.format(new Date(day))
}
