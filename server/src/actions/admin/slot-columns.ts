import type { SlotDraft } from '@taxi/contract/slots.ts'
import type * as z from 'zod/mini'
import type { Transaction } from '../../db/client.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Parts } from '../../parts.ts'

export type SlotInput = {
  [K in keyof Omit<z.output<typeof SlotDraft>, 'id'>]?: z.output<typeof SlotDraft>[K] | undefined
}

/** The columns an administrator's input sets; what is not named stays. Credentials are sealed to their place. */
export function slotColumns(parts: Parts, id: string, input: SlotInput) {
  const { login, password, renews_on, machine_ids: _, ...plain } = input
  const sealed = (value: string | undefined, column: string) =>
    value === undefined ? undefined : value === '' ? null : parts.secrets.seal(value, `slots.${column}.${id}`)
  const columns = {
    ...plain,
    login_encrypted: sealed(login, 'login_encrypted'),
    password_encrypted: sealed(password, 'password_encrypted'),
    renews_on: renews_on === undefined ? undefined : renews_on && new Date(`${renews_on}T00:00:00Z`),
  }
  return dropUndefined(columns)
}

/** The machines the account is signed in on, best first; the profile of one that stays is kept. */
export async function attachMachines(tx: Transaction, slot_id: string, machineIds: string[]): Promise<void> {
  const ids = [...new Set(machineIds)]
  if ((await tx.machines.count({ where: { id: { in: ids } } })) !== ids.length) throw new Refusal('machine.unknown')
  await tx.slot_machines.deleteMany({ where: { slot_id, machine_id: { notIn: ids } } })
  for (const [priority, machine_id] of ids.entries())
    await tx.slot_machines.upsert({
      where: { slot_id_machine_id: { slot_id, machine_id } },
      create: { slot_id, machine_id, priority },
      update: { priority },
    })
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }
const dropUndefined = <T extends object>(columns: T) =>
  Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)) as Defined<T>
