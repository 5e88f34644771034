import type { AdminSlotView } from '@taxi/contract/slots.ts'
import type { Person } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import { slotViewFor } from '../../domain/slot-view.ts'
import type { Parts } from '../../parts.ts'
import { readBoard } from './board.ts'

type Needs = Pick<Parts, 'db' | 'now'>

/** Every slot with what administrators see; credentials only as "there is one". `id` narrows it to one. */
export async function readAdminSlots(parts: Needs, person: Person, id: string | null = null): Promise<AdminSlotView[]> {
  const board = await readBoard(parts.db, id)
  const rows = await parts.db.slots.findMany({ where: id ? { id } : {} })
  const found = await parts.db.account_sign_ins.findMany()
  const byId = new Map(rows.map(row => [row.id, row]))
  return board.flatMap(slot => {
    const row = byId.get(slot.id)
    if (!row) return []
    return {
      ...slotViewFor(slot, person, parts.now()),
      monthly_cost: row.monthly_cost,
      currency: row.currency,
      renews_on: row.renews_on?.toISOString().slice(0, 10) ?? null,
      idle_minutes: row.idle_minutes,
      notes: row.notes,
      may_take_over: row.may_take_over,
      clipboard_in: row.clipboard_in,
      clipboard_out: row.clipboard_out,
      is_recorded: row.is_recorded,
      is_active: row.is_active,
      machine_ids: slot.machines.map(machine => machine.id),
      sign_ins: slot.machines.map(({ id: vm_id }) => ({
        vm_id,
        signed_in: found.find(each => each.machine_id === vm_id && each.service === slot.service)?.signed_in ?? null,
      })),
      has_login: row.login_encrypted !== null,
      has_password: row.password_encrypted !== null,
    }
  })
}

export async function knownAdminSlot(parts: Needs, person: Person, id: string): Promise<AdminSlotView> {
  const [slot] = await readAdminSlots(parts, person, id)
  if (!slot) throw new Refusal('slot.unknown')
  return slot
}
