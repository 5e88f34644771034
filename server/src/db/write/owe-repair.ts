import type { RepairKind } from '@taxi/contract/repairs.ts'
import { insist, no } from '../../domain/no.ts'
import type { Person } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Parts } from '../../parts.ts'
import type { Transaction } from '../client.ts'
import { holderAt } from '../read/holder-at.ts'
import { announceMachine } from './announce-machine.ts'
import { endWork } from './end-work.ts'
import { lockSession } from './lock-session.ts'
import { oweKickNotice } from './owe-kick-notice.ts'
import { writeEnd } from './write-end.ts'

export interface WantedRepair {
  machineId: string
  kind: RepairKind
  /** null: the clock wants it. */
  by: Person | null
  /** Told to whoever sits there. */
  note?: string | undefined
  /** Of which browser profile, and which copy of it. */
  profile?: string | undefined
  copy?: string | undefined
}

/**
 * What is to be done to the machine once its seat is given back; from now on it takes nobody new. Whoever sits there is out, and told, when
 * something is started anew; a copy waits for nobody: it is refused.
 */
export async function oweRepair(
  parts: Pick<Parts, 'config' | 'now'>,
  tx: Transaction,
  { machineId, kind, by, note, profile, copy }: WantedRepair,
): Promise<string> {
  await tx.$queryRaw`SELECT id FROM machines WHERE id = ${machineId} FOR NO KEY UPDATE`
  const machine = await tx.machines.findUnique({ where: { id: machineId } })
  if (!machine) throw new Refusal('machine.unknown')
  const open = await tx.repairs.count({ where: { machine_id: machineId, state: { in: ['waiting', 'running'] } } })
  insist(open ? no('slot.repair') : null)
  if (kind === 'restart' || kind === 'reboot') await endSeat(parts, tx, machineId, { by, note })
  else insist(inUse(await holderAt(tx, machineId)))
  const { id } = await tx.repairs.create({
    data: {
      machine_id: machineId,
      kind,
      profile: profile ?? null,
      copy: copy ?? null,
      asked_by: by?.name ?? null,
      asked_at: parts.now(),
    },
  })
  const object = { kind: 'machine', id: machineId, name: machine.name } as const
  tx.record({ action: `machine.${kind}`, object, reason: note, ...(profile ? { after: { profile, copy } } : {}) })
  await announceMachine(tx, machineId)
  await tx.announce({ about: 'wake', id: 'closing' })
  return id
}

/** What can wait is no reason to send anybody away. */
const inUse = (holder: string | null) => (holder === null ? null : no('machine.in-use', { holder }))

async function endSeat(
  parts: Pick<Parts, 'config' | 'now'>,
  tx: Transaction,
  machineId: string,
  { by, note }: Pick<WantedRepair, 'by' | 'note'>,
): Promise<void> {
  const taken = await tx.sessions.findFirst({ where: { machine_id: machineId, freed_at: null }, select: { id: true } })
  const session = taken && (await lockSession(tx, taken.id))
  if (!session) return
  const ended = await writeEnd(parts, tx, session, { reason: 'kicked', endedBy: by?.name, note })
  await endWork(parts, tx, session.id)
  if (ended.now && session.person_id !== by?.id) await oweKickNotice(tx, session, parts.now())
}
