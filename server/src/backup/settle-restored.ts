import type { Transaction } from '../db/client.ts'
import { writeEnd } from '../db/write/write-end.ts'
import type { Parts } from '../parts.ts'

type Needs = Pick<Parts, 'change' | 'config' | 'now'>

/** Nothing the servers of then had in hand is in anybody's hands now. */
export async function settleRestored(parts: Needs, { at, moved }: { at: string; moved: boolean }): Promise<void> {
  await parts.change(async tx => {
    await tx.machines.updateMany({ data: { kept_by: null, line_at: null } })
    await tx.sessions.updateMany({ where: { freed_at: null }, data: { closing_lease: null, desk_at: null } })
    await tx.dumps.updateMany({ data: { lease_owner: null, lease_until: null } })
    await tx.deliveries.updateMany({
      where: { state: 'leased' },
      data: { state: 'queued', lease_owner: null, lease_until: null },
    })
    if (!moved) await forgetThen(parts, tx)
    tx.record({ action: 'server.restore', after: { backup: at, moved } })
  })
}

/**
 * What happened after the backup is not known. So nothing that may have been sent is sent again: it lies in the portal, to be sent
 * from there. Nobody is signed in who may have been signed out since, nobody waits or sits where they waited and sat then.
 */
async function forgetThen(parts: Needs, tx: Transaction): Promise<void> {
  const now = parts.now()
  await tx.sign_ins.updateMany({ where: { ended_at: null }, data: { ended_at: now } })
  await tx.refresh_tokens.updateMany({ where: { revoked_at: null }, data: { revoked_at: now } })
  await tx.link_tokens.updateMany({ where: { used_at: null }, data: { used_at: now } })
  await tx.passes.deleteMany()
  await tx.offers.updateMany({ where: { settled_at: null }, data: { settled_at: now, outcome: 'withdrawn' } })
  await tx.places.updateMany({ where: { left_at: null }, data: { left_at: now, outcome: 'left' } })
  const last_error = 'restored from a backup: it may have been sent since'
  await tx.deliveries.updateMany({ where: { state: 'queued' }, data: { state: 'dead', last_error } })
  await tx.dumps.updateMany({
    where: { state: 'ready', deliveries: { none: { state: 'placeholder' } } },
    data: { state: 'kept' },
  })
  for (const session of await tx.sessions.findMany({ where: { ended_at: null } }))
    await writeEnd(parts, tx, session, { reason: 'shutdown' })
}
