import type { Db } from '../client.ts'

/** One figure of the whole company, split by what `is` says. */
export interface Figure {
  name: string
  help: string
  values: Record<string, number>
}

const DAY = 24 * 3_600_000

/** What can be counted of sessions, lines, machines, dumps and messages. */
export async function readFigures(db: Db, now: Date): Promise<Figure[]> {
  const yesterday = new Date(now.getTime() - DAY)
  const [sessions, closing, waiting, offers, machines, unseen, dumps, deliveries, servers] = await Promise.all([
    db.sessions.groupBy({ by: ['state'], where: { ended_at: null }, _count: true }),
    db.sessions.count({ where: { ended_at: { not: null }, freed_at: null } }),
    db.places.count({ where: { left_at: null } }),
    db.offers.count({ where: { settled_at: null } }),
    db.machine_status.groupBy({ by: ['is_healthy'], where: { machine: { is_active: true } }, _count: true }),
    db.machines.count({ where: { is_active: true, driver: { not: 'dry' }, line_at: null } }),
    db.dumps.groupBy({ by: ['state'], where: { state: { not: 'expired' } }, _count: true }),
    db.deliveries.groupBy({
      by: ['state'],
      where: { OR: [{ state: { notIn: ['sent', 'dead'] } }, { created_at: { gt: yesterday } }] },
      _count: true,
    }),
    db.servers.count(),
  ])
  const byState = (rows: { state: string; _count: number }[]) =>
    Object.fromEntries(rows.map(({ state, _count }) => [state, _count]))
  const healthy = (is: boolean) => machines.find(row => row.is_healthy === is)?._count ?? 0
  return [
    {
      name: 'taxi_sessions',
      help: 'Sessions that run or whose seat is being closed.',
      values: { ...byState(sessions), closing },
    },
    { name: 'taxi_waiting', help: 'Places in lines, and turns held.', values: { places: waiting, offers } },
    {
      name: 'taxi_machines',
      help: 'Machines in service.',
      values: { healthy: healthy(true), ill: healthy(false), without_companion: unseen },
    },
    { name: 'taxi_dumps', help: 'Dumps by state.', values: byState(dumps) },
    { name: 'taxi_deliveries', help: 'Messages owed, and those of the last day.', values: byState(deliveries) },
    { name: 'taxi_servers', help: 'Servers that run on this database.', values: { alive: servers } },
  ]
}
