import type { Transaction } from '../db/client.ts'
import { oweAlert } from '../db/write/owe-alert.ts'
import type { Parts } from '../parts.ts'

export interface SignInFound {
  machineId: string
  service: string
  signedIn: boolean
  since: Date
}

/** Writes down whether a service's account is signed in on a machine: its slots are sick where nobody is. */
export async function noteSignIn(
  parts: Pick<Parts, 'change' | 'config' | 'now'>,
  { machineId, service, signedIn, since }: SignInFound,
): Promise<void> {
  await parts.change(async tx => {
    const key = { machine_id: machineId, service }
    const before = await tx.account_sign_ins.findUnique({ where: { machine_id_service: key } })
    if (before?.signed_in === signedIn) return
    const found = { signed_in: signedIn, found: signedIn ? 'signed_in' : 'signed_out', since }
    await tx.account_sign_ins.upsert({
      where: { machine_id_service: key },
      create: { ...key, ...found },
      update: found,
    })
    await tx.announce({ about: 'machine', id: machineId })
    await tellAdmins(parts, tx, { ...key, ...found, before: before?.since ?? null })
    // Who waits may have become first, or must not be offered it any longer.
    await tx.announce({ about: 'wake', id: 'tick' })
  })
}

const DAY_MS = 24 * 3_600_000

interface Change {
  machine_id: string
  service: string
  signed_in: boolean
  since: Date
  /** Since when it stood as before; null when nobody had looked. */
  before: Date | null
}

/** Of an account that slots use: that it is signed out, and that it is signed in again. */
async function tellAdmins(
  { config, now }: Pick<Parts, 'config' | 'now'>,
  tx: Transaction,
  { machine_id, service, signed_in, since, before }: Change,
): Promise<void> {
  const used = await tx.slots.findFirst({ where: { service, is_active: true, machines: { some: { machine_id } } } })
  if (!used || (signed_in && !before)) return
  await oweAlert(tx, config, {
    key: `signed_${signed_in ? 'in' : 'out'}:${machine_id}:${service}:${since.toISOString()}`,
    expiresAt: new Date(now().getTime() + DAY_MS),
    about: { about: signed_in ? 'signed_in' : 'signed_out', machine_id, service },
  })
}
