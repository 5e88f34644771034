import { SignInFound } from '@taxi/contract/health.ts'
import type { Locale } from '@taxi/contract/shapes.ts'
import { timeInWords } from '../company-clock.ts'
import { adminLocale } from './admin-locale.ts'
import { lookAt } from './alert-notices.ts'
import { incidentWords } from './incident-words.ts'
import { NEEDLESS, type Notice, type NoticeParts, say } from './notice.ts'

const TROUBLE_LENGTH = 500

type Reading = Pick<NoticeParts, 'config' | 'db' | 'now'>

/** Something is wrong; nothing when it was over before this could be told. */
export async function incidentNotice(parts: NoticeParts, id: string): Promise<Notice> {
  const incident = await readIncident(parts, id)
  if (!incident || isOver(incident)) return NEEDLESS
  const text = incidentText(parts, incident, await adminLocale(parts.db))
  const helps = incident.kind === 'sign_in' && incident.why !== 'expiring' && incident.machine_id
  return helps ? lookAt(parts, helps, text) : say(text)
}

/** It is well again; told to those who were told that it was not. */
export async function incidentOverNotice(parts: NoticeParts, id: string): Promise<Notice> {
  const told = await parts.db.deliveries.findUnique({ where: { dedupe_key: `incident:${id}` } })
  const incident = await readIncident(parts, id)
  if (told?.state !== 'sent' || !incident?.ended_at) return NEEDLESS
  const locale = await adminLocale(parts.db)
  return say(incidentWords[locale].over[incident.kind]?.(factsOf(parts, incident, locale)) ?? '')
}

type Incident = NonNullable<Awaited<ReturnType<typeof readIncident>>>

export const readIncident = ({ db }: Pick<NoticeParts, 'db'>, id: string) =>
  db.incidents.findUnique({
    where: { id },
    include: { machine: { include: { status: true, slots: { include: { slot: true } } } } },
  })

/** It lasted, and is over. What only happened is over as it begins. */
export const isOver = ({ began_at, ended_at }: { began_at: Date; ended_at: Date | null }) =>
  ended_at !== null && ended_at.getTime() !== began_at.getTime()

/** What is wrong, in words for administrators. */
export function incidentText(parts: Reading, incident: Incident, locale: Locale): string {
  const words = incidentWords[locale]
  const facts = factsOf(parts, incident, locale)
  if (incident.kind !== 'sign_in') return words.begun[incident.kind]?.(facts) ?? ''
  return words.account[SignInFound.parse(incident.why)](facts)
}

function factsOf({ config, now }: Reading, { machine, service, why, began_at, kind }: Incident, locale: Locale) {
  const clock = { zone: config.COMPANY_TIMEZONE, locale, now: now() }
  const slots = (machine?.slots ?? [])
    .map(({ slot }) => slot)
    .filter(slot => slot.is_active && (service === null || slot.service === service))
  const until = machine?.status?.quarantined_until
  return {
    machine: machine?.name ?? '',
    since: timeInWords(began_at, clock),
    until: until ? timeInWords(until, clock) : '',
    // How it stands now says more than how it began.
    why: (kind === 'machine' ? machine?.status?.trouble.join('; ') || why : why).slice(0, TROUBLE_LENGTH),
    slots: slots.map(({ name }) => name).join(', '),
  }
}
