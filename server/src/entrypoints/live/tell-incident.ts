import { Locale } from '@taxi/contract/shapes.ts'
import { incidentText, isOver, readIncident } from '../../notices/incident-notices.ts'
import type { Parts } from '../../parts.ts'
import type { Live } from './live.ts'

/** Tells every administrator who is connected what went wrong; that it is well again they see where they look. */
export async function tellIncident(parts: Pick<Parts, 'config' | 'db' | 'now'>, live: Live, id: string): Promise<void> {
  const incident = await readIncident(parts, id)
  if (!incident || isOver(incident)) return
  const connected = live.people().map(person => person.id)
  const admins = await parts.db.people.findMany({ where: { id: { in: connected }, is_admin: true, disabled_at: null } })
  for (const { id: admin, locale } of admins)
    live.toPerson(admin, 'system.alert', {
      code: `incident.${incident.kind}`,
      msg: incidentText(parts, incident, Locale.parse(locale)).replace(/\n\/.*$/, ''),
      ...(incident.machine_id ? { vm_id: incident.machine_id } : {}),
    })
}
