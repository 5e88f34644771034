import type { Parts } from '../parts.ts'

export interface SignInFound {
  machineId: string
  service: string
  signedIn: boolean
  since: Date
}

/** Writes down whether a service's account is signed in on a machine: its slots are sick where nobody is. */
export async function noteSignIn(
  parts: Pick<Parts, 'change'>,
  { machineId, service, signedIn, since }: SignInFound,
): Promise<void> {
  await parts.change(async tx => {
    const key = { machine_id: machineId, service }
    const before = await tx.account_sign_ins.findUnique({ where: { machine_id_service: key } })
    if (before?.signed_in === signedIn) return
    const found = { signed_in: signedIn, since }
    await tx.account_sign_ins.upsert({
      where: { machine_id_service: key },
      create: { ...key, ...found },
      update: found,
    })
    await tx.announce({ about: 'machine', id: machineId })
    // Who waits may have become first, or must not be offered it any longer.
    await tx.announce({ about: 'wake', id: 'tick' })
  })
}
