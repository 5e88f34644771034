import type { Parts } from '../parts.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Deletes what is spent or too old to count: passes, links, attempts, refresh tokens, remembered answers, notices, drifts. */
export async function cleanUpSpent(parts: Pick<Parts, 'change' | 'now'>): Promise<void> {
  const before = (ms: number) => new Date(parts.now().getTime() - ms)
  await parts.change(async tx => {
    await tx.passes.deleteMany({ where: { expires_at: { lt: before(HOUR) } } })
    await tx.dump_links.deleteMany({ where: { expires_at: { lt: before(0) } } })
    await tx.link_tokens.deleteMany({ where: { expires_at: { lt: before(DAY) } } })
    // No limit looks further back.
    await tx.attempts.deleteMany({ where: { at: { lt: before(2 * HOUR) } } })
    await tx.email_codes.deleteMany({ where: { expires_at: { lt: before(HOUR) } } })
    await tx.used_once.deleteMany({ where: { expires_at: { lt: before(HOUR) } } })
    await tx.confirmations.deleteMany({ where: { expires_at: { lt: before(HOUR) } } })
    // Telegram repeats nothing that is older than a day.
    await tx.bot_updates.deleteMany({ where: { claimed_at: { lt: before(2 * DAY) } } })
    await tx.idempotency_keys.deleteMany({ where: { created_at: { lt: before(DAY) } } })
    // No mail server took it in time.
    await tx.deliveries.updateMany({
      where: { secret_encrypted: { not: null }, expires_at: { lt: before(0) } },
      data: { secret_encrypted: null },
    })
    await tx.deliveries.deleteMany({ where: { kind: 'notice', expires_at: { lt: before(DAY) } } })
    // A family that was ended stays known for as long as a desk could still be open with it.
    await tx.refresh_tokens.deleteMany({ where: { expires_at: { lt: before(2 * DAY) } } })
    await tx.sign_ins.deleteMany({ where: { last_seen_at: { lt: before(2 * DAY) } } })
    await tx.repairs.deleteMany({ where: { over_at: { lt: before(30 * DAY) } } })
    await tx.drifts.deleteMany({ where: { day: { lt: before(30 * DAY) } } })
  })
}
