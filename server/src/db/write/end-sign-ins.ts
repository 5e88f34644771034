import type { Transaction } from '../client.ts'

/** Which sign-ins of a person: one, all, or all but the one that asks. */
export interface WhichSignIns {
  personId: string
  only?: string
  except?: string
}

/**
 * Ends sign-ins and says how many there were: from now on their tokens open nothing, and their sockets and desks are
 * closed as soon as the commit is told.
 */
export async function endSignIns(tx: Transaction, which: WhichSignIns, now: Date): Promise<number> {
  const { personId: person_id, only, except } = which
  const where = {
    person_id,
    ...(only ? { family_id: only } : {}),
    ...(except ? { family_id: { not: except } } : {}),
  }
  const { count } = await tx.sign_ins.updateMany({ where: { ...where, ended_at: null }, data: { ended_at: now } })
  await tx.refresh_tokens.updateMany({ where: { ...where, revoked_at: null }, data: { revoked_at: now } })
  await tx.passes.deleteMany({ where: { ...where, used_at: null } })
  await tx.announce({ about: 'person', id: person_id })
  return count
}
