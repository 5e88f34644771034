import { MachineFound } from '@taxi/contract/health.ts'
import type { Transaction } from '../db/client.ts'
import { announceMachine } from '../db/write/announce-machine.ts'
import { STILL_WORKING } from '../db/write/end-work.ts'
import { noteIncidents } from '../db/write/note-incidents.ts'
import { noteMachineError } from '../db/write/note-machine-error.ts'
import {
  fallenSince,
  HANDS_ON_MS,
  isLost,
  judged,
  type Look,
  lookAgainAfter,
  mayBeOurs,
  standingAfter,
} from '../domain/machine.ts'
import type { MachineFault } from '../domain/quarantine.ts'
import { MachineError } from '../outside/machine/driver.ts'
import type { Parts } from '../parts.ts'

export interface Watched {
  healthy: boolean
  /** When to look again to be sure; null: it is as it seems. */
  lookAgainMs: number | null
  /** The session, or the work without its person, to be ended because the machine counts as lost. */
  lostSessionId: string | null
}

/** Looks at one machine and writes down how it is; its slots and the administrators are told when that changed. */
export async function watchMachine(parts: Parts, machineId: string, { isComingUp = false } = {}): Promise<Watched> {
  const began = parts.now()
  const look = judged(await lookAt(parts, machineId))
  const now = parts.now()
  return parts.change(async tx => {
    const machine = await tx.machines.findUniqueOrThrow({
      where: { id: machineId },
      include: {
        status: true,
        incidents: { where: { ended_at: null } },
        repairs: { where: { state: 'running' }, select: { id: true } },
      },
    })
    const before = machine.status
    if (mayBeOurs(look) && (isComingUp || (await isBeingWorkedOn(tx, machineId, began))))
      return { healthy: before?.is_healthy ?? false, lookAgainMs: null, lostSessionId: null }
    const known = MachineFound.parse(before?.found ?? {})
    const found = look.found ?? known
    const standing = standingAfter(before, look, now)
    const status = { ...standing, found, updated_at: now }
    await tx.machine_status.upsert({
      where: { vm_id: machineId },
      create: { vm_id: machineId, ...status },
      update: status,
    })
    if (before?.is_healthy !== standing.is_healthy) await announceMachine(tx, machineId)
    const fell = fallenSince(known, found)
    const companionLostAt = before?.companion_lost_at ?? null
    const isUnderRepair = machine.repairs.length > 0
    await noteIncidents(tx, parts.config, {
      machine,
      isUnderRepair,
      open: machine.incidents,
      standing,
      companionLostAt,
      found,
      fell,
      now,
    })
    const wentIll = before?.is_healthy === true && !standing.is_healthy
    const faults: MachineFault[] = [...(wentIll ? ['lost' as const] : []), ...Array(fell?.times ?? 0).fill('fell')]
    for (const what of isUnderRepair ? [] : faults) {
      const why = what === 'fell' ? (fell?.what ?? '') : standing.trouble.join('; ')
      await noteMachineError(tx, parts.config, { machineId, what, sessionId: null, why, now })
    }
    return {
      healthy: standing.is_healthy,
      lookAgainMs: lookAgainAfter(standing, look),
      lostSessionId: isLost(standing, now) ? await sessionAt(tx, machineId) : null,
    }
  })
}

/** Its seat is being made ready, or sealed and cleaned, by this server or another: not longer than that may take. */
async function isBeingWorkedOn(tx: Transaction, machineId: string, began: Date): Promise<boolean> {
  const lately = { gt: new Date(began.getTime() - HANDS_ON_MS) }
  const worked = await tx.sessions.count({
    where: {
      machine_id: machineId,
      OR: [
        { ended_at: null, first_frame_at: null, started_at: lately },
        { freed_at: null, working_until: null, ended_at: lately },
        { freed_at: null, work_done_at: lately },
        { freed_at: { gte: began } },
      ],
    },
  })
  return worked > 0
}

async function sessionAt(tx: Transaction, machineId: string): Promise<string | null> {
  const open = await tx.sessions.findFirst({
    where: { machine_id: machineId, OR: [{ ended_at: null }, STILL_WORKING] },
  })
  return open?.id ?? null
}

async function lookAt(parts: Parts, machineId: string): Promise<Look> {
  try {
    const driver = await parts.machines.driver(machineId)
    return await driver.check()
  } catch (error) {
    // Whatever is wrong, it did not say how it is.
    const why = error instanceof Error ? error.message : String(error)
    return { healthy: false, gone: !(error instanceof MachineError) || error.gone, trouble: [why] }
  }
}
