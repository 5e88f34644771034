import type { Db } from '../client.ts'

/** Everybody else who may use slots, by name. */
export async function readColleagues(
  db: Pick<Db, 'people'>,
  person: { id: string },
): Promise<{ id: string; name: string }[]> {
  return db.people.findMany({
    where: {
      id: { not: person.id },
      disabled_at: null,
      OR: [{ is_admin: true }, { permissions: { has: 'slots:use' } }],
    },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
}
