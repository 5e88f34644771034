const DAY = 24 * 3_600_000

/**
 * What lies sealed on a machine may go when its dump has gone. What no session here knows of is another server's, or was lost
 * with a database: it has its days as well.
 */
export function mayBeForgotten(
  leftover: { sealedAt: Date; session: { dump: { state: string } | null } | null },
  now: Date,
  days: number,
): boolean {
  if (!leftover.session) return now.getTime() - leftover.sealedAt.getTime() > days * DAY
  return leftover.session.dump?.state === 'expired'
}
