import type { Parts } from '../parts.ts'

/** Who lost its connection may only have seen the database restart; who kept it and is silent for longer, hangs. */
const GONE_AFTER = '3 seconds'
const HUNG_AFTER = '10 seconds'
/** As the line for news calls itself: the database ends it the moment its server dies. */
export const connectionOf = (serverId: string) => `taxi news ${serverId}`

export interface Alive {
  /** This server was not on the list: it has just started, or was taken for dead meanwhile. */
  anew: boolean
  /** Another one was taken off: what it had in hand is anybody's now. */
  buried: boolean
}

/**
 * This server runs; those that do no longer are taken off the list, and their machines and closings are free to be taken up. By the
 * database's clock: two computers rarely agree.
 */
export async function sayAlive({ change, serverId }: Pick<Parts, 'change' | 'serverId'>): Promise<Alive> {
  return change(async tx => {
    const [row] = await tx.$queryRaw<{ anew: boolean }[]>`
      INSERT INTO servers (id) VALUES (${serverId}::uuid)
      ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp() RETURNING xmax = 0 AS anew`
    const anew = row?.anew ?? false
    // Whoever starts after a crash goes on at once.
    const gone = anew ? '0 seconds' : GONE_AFTER
    const buried = await tx.$executeRaw`
      DELETE FROM servers WHERE id <> ${serverId}::uuid AND (
        seen_at < clock_timestamp() - ${HUNG_AFTER}::interval
        OR (seen_at < clock_timestamp() - ${gone}::interval AND NOT EXISTS (
          SELECT FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'taxi news ' || servers.id)))`
    if (!buried && !anew) return { anew, buried: false }
    await tx.$executeRaw`
      UPDATE sessions SET closing_lease = NULL FROM machines
      WHERE machines.id = machine_id AND closing_lease IS NOT NULL
        AND kept_by IS NOT NULL AND kept_by NOT IN (SELECT id FROM servers)`
    await tx.$executeRaw`
      UPDATE machines SET
        kept_by = CASE WHEN kept_by IN (SELECT id FROM servers) THEN kept_by END,
        line_at = CASE WHEN line_at IN (SELECT id FROM servers) THEN line_at END
      WHERE kept_by NOT IN (SELECT id FROM servers) OR line_at NOT IN (SELECT id FROM servers)`
    await tx.announce({ about: 'wake', id: 'closing' })
    return { anew, buried: buried > 0 }
  })
}
