import type { Parts } from '../parts.ts'
import { startPage } from '../start-page.ts'

/**
 * Brings an unused machine up with the page of its first slot, so that whoever takes it sees it at once, and
 * tells its companion who it is; a dry machine has none. A seat left dirty by a session that is over is sealed and wiped first.
 * Throws `MachineError` when the machine cannot do it now.
 */
export async function warmMachine(parts: Parts, machineId: string): Promise<void> {
  const attached = await parts.db.slot_machines.findFirst({
    where: { machine_id: machineId, slot: { is_active: true }, machine: { driver: { not: 'dry' } } },
    orderBy: [{ priority: 'asc' }, { slot_id: 'asc' }],
    include: { slot: true },
  })
  if (!attached) return
  const taken = await parts.db.sessions.findFirst({
    where: { machine_id: machineId, freed_at: null },
    include: { slot: true },
  })
  const slot = taken?.slot ?? attached.slot
  const seat = { slotId: slot.id, profile: slot.chrome_profile || slot.id, startUrl: startPage(parts.config, slot.url) }
  const driver = await parts.machines.driver(machineId)
  await driver.up(seat)
  if (!taken) {
    const dirty = await driver.dirty()
    if (dirty) {
      const theirs = await parts.db.sessions.findUnique({ where: { id: dirty } })
      await driver.seal(dirty, 2, theirs?.started_at ?? new Date(0))
      await driver.clean(dirty, seat)
    }
  }
  if (driver.join && !parts.companions.connected(machineId)) await driver.join(await parts.companions.ticket(machineId))
}
