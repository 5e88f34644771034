import type { Db } from '../../db/client.ts'

/** The services of a machine's slots, each once. */
export async function servicesOf(db: Pick<Db, 'slots'>, machineId: string): Promise<string[]> {
  const slots = await db.slots.findMany({
    where: { machines: { some: { machine_id: machineId } } },
    select: { service: true },
    distinct: ['service'],
    orderBy: { service: 'asc' },
  })
  return slots.map(({ service }) => service)
}
