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
  const machines = (await readMachines(parts)).filter(machine => machine.is_active)
  const { signedOut, renewing, waiting, dead, dumps } = await readHealth(parts.db, asking.now, asking.zone)
  const day = new Intl.DateTimeFormat(asking.locale === 'en' ? 'en-GB' : 'ru-RU', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
  })
  return {
    text: [
      machines.length ? words.health : words.noMachines,
      ...machines.map(machine => machineLine(machine, asking)),
      '',
      ...signedOut.map(lost => words.signedOut(lost.service, lost.machine, timeInWords(lost.since, asking))),
      ...renewing.map(({ slot, on }) => words.renews(slot, day.format(on))),
      words.outbox(waiting, dead),
      words.dumps(dumps),
    ].join('\n'),
    rows: [[[words.refresh, 'health']]],
  }
}

function machineLine(machine: MachineView, { locale }: Asking): string {
  const words = adminWords[locale]
  const { connected, version } = machine.companion
  const how =
    machine.is_healthy === null
      ? words.unseen
      : machine.is_healthy
        ? words.well
        : words.ill(machine.trouble.join('; ').slice(0, 300))
  const also = [
    connected ? words.companion(version ?? '') : words.noCompanion,
    ...(machine.active_user ? [words.atWork(machine.active_user, machine.active_slot ?? '')] : []),
  ]
  return `${machine.is_healthy === false ? '✕' : '○'} ${machine.name}: ${[how, ...also].join(' · ')}`
}
