import { isOlder, mayAskForNewer } from '../domain/companion-version.ts'
import { offeredCompanion } from '../outside/companion/offered-companion.ts'
import type { Parts } from '../parts.ts'

/** The browser only looks and answers; what it finds it fetches afterwards. */
const LOOKS_MS = 5_000

/**
 * Asks a machine's browser for the companion this server offers, when the one on air there is older and nobody sits
 * there. Machines on this computer load the companion as it is built. Throws when the browser does not answer.
 */
export async function renewCompanion(parts: Parts, machineId: string): Promise<void> {
  const line = parts.companions.connected(machineId)
  const status = line && (await parts.db.machine_status.findUnique({ where: byPolicy(machineId) }))
  if (!line || !status) return
  const offered = await offeredCompanion(parts.config)
  if (!isOlder(line.version, offered.version)) {
    if (status.companion_due_since) await note(parts, machineId, null, null)
    return
  }
  const now = parts.now()
  if (!mayAskForNewer(status, now) || (await isTaken(parts, machineId))) return
  await note(parts, machineId, status.companion_due_since ?? now, now)
  const { found } = await parts.companions.ask(machineId, { t: 'update' }, LOOKS_MS)
  parts.log.info({ machine: machineId, from: line.version, to: offered.version, found }, 'companion asked to renew')
}

const byPolicy = (vm_id: string) => ({ vm_id, machine: { driver: 'ssh' } })

async function isTaken({ db }: Pick<Parts, 'db'>, machineId: string): Promise<boolean> {
  return (await db.sessions.count({ where: { machine_id: machineId, freed_at: null } })) > 0
}

async function note(parts: Parts, machineId: string, since: Date | null, asked: Date | null): Promise<void> {
  await parts.change(async tx => {
    await tx.machine_status.update({
      where: { vm_id: machineId },
      data: { companion_due_since: since, companion_asked_at: asked },
    })
    await tx.announce({ about: 'machine', id: machineId })
  })
}
