import type { SignInFound } from '@taxi/contract/health.ts'
import type { Transaction } from '../db/client.ts'
import { endIncident } from '../db/write/end-incident.ts'
import { openIncident } from '../db/write/open-incident.ts'
import { isSignedIn } from '../domain/account.ts'
import type { Parts } from '../parts.ts'

export interface AccountFound {
  machineId: string
  service: string
  found: SignInFound
  since: Date
}

/** Writes down how a service's account was found on a machine: its slots are sick where nobody is signed in. */
export async function noteSignIn(
  parts: Pick<Parts, 'change' | 'config' | 'now'>,
  { machineId, service, found, since }: AccountFound,
): Promise<void> {
  await parts.change(async tx => {
    const key = { machine_id: machineId, service }
    const before = await tx.account_sign_ins.findUnique({ where: { machine_id_service: key } })
    if (before?.found === found) return
    const signed_in = isSignedIn(found, before?.signed_in ?? null)
    await tx.account_sign_ins.upsert({
      where: { machine_id_service: key },
      create: { ...key, signed_in, found, since },
      update: { signed_in, found, since },
    })
    await tx.announce({ about: 'machine', id: machineId })
    await noteIncident(parts, tx, { machineId, service, found, since })
    // Who waits may have become first, or must not be offered it any longer.
    await tx.announce({ about: 'wake', id: 'tick' })
  })
}

/** Of an account that slots use. Found wrong in another way than before is another incident. */
async function noteIncident(
  { config, now }: Pick<Parts, 'config' | 'now'>,
  tx: Transaction,
  { machineId, service, found, since }: AccountFound,
): Promise<void> {
  const key = { kind: 'sign_in', machineId, service } as const
  const used = await tx.slots.findFirst({
    where: { service, is_active: true, machines: { some: { machine_id: machineId } } },
  })
  if (found === 'signed_in' || !used) return endIncident(tx, config, key, { at: now() })
  await endIncident(tx, config, key, { at: now(), quietly: true })
  await openIncident(tx, config, { ...key, why: found, at: since })
}
