import type { JoinClaim } from '@taxi/contract/machines.ts'
import { Refusal } from '../domain/refusal.ts'
import type { MachineCheck } from '../outside/machine/driver.ts'
import { fingerprintOf } from '../outside/machine/ssh-keys.ts'
import { hashOf } from '../outside/secrets.ts'
import type { Parts } from '../parts.ts'

/**
 * A machine proves itself: its token is used up, its host key pinned. Then the server goes there by itself and says in
 * words what is missing. Throws `machine.join-refused`.
 */
export async function joinMachine(parts: Parts, claim: JoinClaim): Promise<MachineCheck> {
  const now = parts.now()
  const host_key = fingerprintOf(claim.host_key)
  await parts.change(async tx => {
    const spent = await tx.machines.updateMany({
      where: { id: claim.vm_id, join_hash: hashOf(claim.token), join_expires_at: { gt: now } },
      data: { host_key, joined_at: now, join_hash: null, join_expires_at: null },
    })
    if (spent.count === 0) throw new Refusal('machine.join-refused')
    tx.record({
      action: 'machine.join',
      object: { kind: 'machine', id: claim.vm_id, name: claim.vm_id },
      after: { host_key },
    })
    await tx.announce({ about: 'machine', id: claim.vm_id })
  })
  try {
    const driver = await parts.machines.driver(claim.vm_id)
    const { trouble } = await driver.check()
    const lasting = trouble.filter(words => !NOT_YET.test(words))
    return { healthy: lasting.length === 0, trouble: lasting }
  } catch (error) {
    return { healthy: false, trouble: [`the server cannot come in: ${error instanceof Error ? error.message : error}`] }
  }
}

/** As `taxi-seat check` says it. The server opens one at this very moment. */
const NOT_YET = /^no browser is open$|^the browser does not/
