import { Locale } from '@taxi/contract/shapes.ts'
import type { Db } from '../db/client.ts'

/** The administrators' chat speaks the language of the one who was there first. */
export async function adminLocale(db: Pick<Db, 'people'>): Promise<Locale> {
  const first = await db.people.findFirst({ where: { is_admin: true }, orderBy: { created_at: 'asc' } })
  return Locale.safeParse(first?.locale).data ?? 'ru'
}
