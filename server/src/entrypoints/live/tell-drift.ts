import { Locale } from '@taxi/contract/shapes.ts'
import { noticeWords } from '../../notices/words.ts'
import type { Parts } from '../../parts.ts'
import type { Live } from './live.ts'

/** Tells every administrator who is connected that a reader no longer knows its service. */
export async function tellDrift({ db }: Pick<Parts, 'db'>, live: Live, key: string): Promise<void> {
  const service = key.split(' ')[0] ?? ''
  const connected = live.people().map(({ id }) => id)
  const admins = await db.people.findMany({ where: { id: { in: connected }, is_admin: true, disabled_at: null } })
  for (const { id, locale } of admins)
    live.toPerson(id, 'system.alert', { code: 'reader.drift', msg: noticeWords[Locale.parse(locale)].drift(service) })
}
