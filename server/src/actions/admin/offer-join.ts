import type { JoinOffer } from '@taxi/contract/machines.ts'
import { Refusal } from '../../domain/refusal.ts'
import { JOIN_MS } from '../../domain/tokens.ts'
import { companionKey } from '../../outside/companion/companion-key.ts'
import { newSshKeys } from '../../outside/machine/ssh-keys.ts'
import { hashOf, newToken } from '../../outside/secrets.ts'
import type { Parts } from '../../parts.ts'
import { publicUrl } from '../../public-url.ts'
import { startPage } from '../../start-page.ts'
import { joinCommand, joinInventory } from './join-words.ts'

/**
 * New keys for a machine reached over SSH, and the command its administrator runs. Whatever opened it before is void:
 * the machine is away until it has joined anew. Throws `machine.unknown` and `machine.not-ssh`.
 */
export async function offerJoin(
  parts: Pick<Parts, 'config' | 'change' | 'now' | 'secrets'>,
  machineId: string,
): Promise<JoinOffer> {
  const companion = await companionKey(parts.config.dataDir)
  const { privateKey, publicKey } = newSshKeys(`taxi@${machineId}`)
  const [machineToken, joinToken] = [newToken(), newToken()]
  const expiresAt = new Date(parts.now().getTime() + JOIN_MS)
  const machine = await parts.change(async tx => {
    const before = await tx.machines.findUnique({ where: { id: machineId } })
    if (!before) throw new Refusal('machine.unknown')
    if (before.driver !== 'ssh') throw new Refusal('machine.not-ssh')
    const after = await tx.machines.update({
      where: { id: machineId },
      data: {
        private_key_encrypted: parts.secrets.seal(privateKey, `machines.private_key_encrypted.${machineId}`),
        public_key: publicKey,
        host_key: null,
        joined_at: null,
        token_hash: hashOf(machineToken),
        join_hash: hashOf(joinToken),
        join_expires_at: expiresAt,
      },
      include: { slots: { include: { slot: true }, orderBy: { priority: 'asc' }, take: 1 } },
    })
    tx.record({ action: 'machine.offer-join', object: { kind: 'machine', id: machineId, name: after.name } })
    await tx.announce({ about: 'machine', id: machineId })
    return after
  })
  const slot = machine.slots[0]?.slot
  const inventory = joinInventory({
    machine: {
      id: machineId,
      address: machine.address,
      port: machine.port ?? 22,
      login: machine.login,
      rfbPort: machine.rfb_port,
    },
    publicKey,
    serverUrl: publicUrl(parts.config),
    companionId: companion.id,
    startUrl: slot ? startPage(parts.config, slot.url) : null,
  })
  return {
    inventory,
    command: joinCommand(machineId, { machineToken, joinToken }),
    expires_at: expiresAt.toISOString(),
  }
}
