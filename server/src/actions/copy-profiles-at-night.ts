import { readProfiles } from '../db/read/profiles.ts'
import { oweRepair } from '../db/write/owe-repair.ts'
import { isCopyDue } from '../domain/profile-copy.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'

type Needs = Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'log'>

/** Every night the profiles somebody worked with since are copied, each on its own machine, while nobody sits there. */
export async function copyProfilesAtNight(parts: Needs): Promise<void> {
  for (const { machineId, profile, slotId } of await readProfiles(parts.db)) {
    const facts = {
      lastTried: await lastTried(parts, machineId, profile),
      lastLeft: await lastLeft(parts, machineId, slotId),
    }
    if (!isCopyDue(facts, parts.now(), parts.config.COMPANY_TIMEZONE)) continue
    try {
      await parts.change(tx => oweRepair(parts, tx, { machineId, kind: 'backup', by: null, profile }))
    } catch (error) {
      // Somebody works there late, or another profile of the machine is being copied: the next minute sees again.
      if (!(error instanceof Refusal)) throw error
    }
  }
}

async function lastTried({ db }: Needs, machine_id: string, profile: string): Promise<Date | null> {
  const where = { machine_id, profile, kind: 'backup' }
  return (await db.repairs.findFirst({ where, orderBy: { asked_at: 'desc' } }))?.asked_at ?? null
}

async function lastLeft({ db }: Needs, machine_id: string, slot_id: string): Promise<Date | null> {
  const where = { machine_id, slot_id, freed_at: { not: null } }
  return (await db.sessions.findFirst({ where, orderBy: { freed_at: 'desc' } }))?.freed_at ?? null
}
