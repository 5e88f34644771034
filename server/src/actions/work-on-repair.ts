import { RepairKind } from '@taxi/contract/repairs.ts'
import type { Transaction } from '../db/client.ts'
import type { repairsModel } from '../db/generated/models.ts'
import { OPEN_REPAIR, seatInTheWay } from '../db/read/repairs.ts'
import { announceMachine } from '../db/write/announce-machine.ts'
import { mayRepairNow, rebootStanding } from '../domain/repair.ts'
import { type MachineDriver, MachineError } from '../outside/machine/driver.ts'
import type { Parts } from '../parts.ts'
import { startPage } from '../start-page.ts'

/**
 * Goes on with what is to be done to a machine: begins it once the seat there is given back, and judges a reboot by how the
 * machine came back. Only for who has claimed it; harmless to repeat, throws nothing a machine can cause.
 */
export async function workOnRepair(parts: Parts, id: string): Promise<void> {
  const repair = await parts.db.repairs.findUnique({ where: { id } })
  if (!repair || repair.over_at) return
  if (repair.state === 'running' && repair.kind === 'reboot') return judgeReboot(parts, repair)
  const kind = RepairKind.parse(repair.kind)
  if (!mayRepairNow(kind, await seatInTheWay(parts.db, repair.machine_id), parts.now())) return
  if (kind !== 'reboot') await begin(parts, repair)
  const why = await attempt(parts, repair)
  if (why !== null) return settle(parts, repair, { state: 'failed', why })
  // A server killed before this reboots once more: better than a reboot that never was.
  if (kind === 'reboot') await begin(parts, repair)
  else await settle(parts, repair, { state: 'done' })
}

async function begin(parts: Parts, { id, machine_id }: repairsModel): Promise<void> {
  await parts.change(async tx => {
    await tx.repairs.updateMany({ where: { id, ...OPEN_REPAIR }, data: { state: 'running', began_at: parts.now() } })
    await announceMachine(tx, machine_id)
  })
}

/** Null when it was done; else why not. */
async function attempt(parts: Parts, repair: repairsModel): Promise<string | null> {
  try {
    const driver = await parts.machines.driver(repair.machine_id)
    await work[RepairKind.parse(repair.kind)](parts, driver, repair)
    return null
  } catch (error) {
    if (!(error instanceof MachineError)) throw error
    parts.log.warn({ machine: repair.machine_id, kind: repair.kind, why: error.message }, 'a repair failed')
    return error.message.replace(`${error.verb}: `, '')
  }
}

type Work = (parts: Parts, driver: MachineDriver, repair: repairsModel) => Promise<void>

const work: Record<RepairKind, Work> = {
  restart: async (parts, driver, { machine_id }) => {
    await driver.restart?.(await pageOf(parts, machine_id))
  },
  reboot: async (_, driver) => {
    if (!driver.reboot) throw new MachineError('reboot', 'this machine cannot be rebooted from here')
    await driver.reboot()
  },
  backup: async (_, driver, { profile }) => {
    await driver.backUpProfile?.(profile ?? '')
  },
  restore: async (_, driver, { profile, copy }) => {
    await driver.restoreProfile?.(profile ?? '', copy ?? '')
  },
}

/** What the machine shows when nobody sits there: the page of its first slot. */
async function pageOf(parts: Parts, machineId: string) {
  const first = await parts.db.slot_machines.findFirst({
    where: { machine_id: machineId, slot: { is_active: true } },
    orderBy: [{ priority: 'asc' }, { slot_id: 'asc' }],
    include: { slot: true },
  })
  if (!first) throw new MachineError('restart', 'no slot is attached to this machine')
  const { id, chrome_profile, url } = first.slot
  return { slotId: id, profile: chrome_profile || id, startUrl: startPage(parts.config, url) }
}

async function judgeReboot(parts: Parts, repair: repairsModel): Promise<void> {
  const status = await parts.db.machine_status.findUnique({ where: { vm_id: repair.machine_id } })
  const look = status && { isHealthy: status.is_healthy, failingSince: status.failing_since, at: status.updated_at }
  const state = rebootStanding(repair.began_at ?? repair.asked_at, look, parts.now())
  if (state === 'running') return
  const why = state === 'failed' ? (status?.trouble.join('; ') ?? '') : undefined
  await settle(parts, repair, { state, why })
}

async function settle(
  parts: Parts,
  { id, machine_id, kind }: repairsModel,
  { state, why }: { state: 'done' | 'failed'; why?: string | undefined },
): Promise<void> {
  await parts.change(async tx => {
    const { count } = await tx.repairs.updateMany({
      where: { id, ...OPEN_REPAIR },
      data: { state, why: why ?? null, over_at: parts.now(), lease: null },
    })
    if (count) await tellOver(tx, machine_id)
  })
  parts.log.info({ machine: machine_id, kind, state }, 'repair over')
}

async function tellOver(tx: Transaction, machineId: string): Promise<void> {
  await announceMachine(tx, machineId)
  await tx.announce({ about: 'wake', id: 'tick' })
}
