import { freeMachine } from '../../db/read/free-machine.ts'
import { oweLook } from '../../db/write/owe-look.ts'
import type { Person } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import { MachineError } from '../../outside/machine/driver.ts'
import type { Parts } from '../../parts.ts'

/** A page needs a moment to answer. */
const LOOK_AFTER_MS = 4_000
const PLAIN = /^[ -~]{1,200}$/

/**
 * Types the answer to a code prompt into a machine nobody is at work at, with Enter; the administrators' chat sees the
 * screen afterwards. What was typed is written down nowhere.
 */
export async function typeIntoMachine(
  parts: Pick<Parts, 'config' | 'db' | 'change' | 'machines' | 'now' | 'log'>,
  { by, machineId, text }: { by: Person; machineId: string; text: string },
): Promise<void> {
  const machine = await freeMachine(parts.db, by, machineId)
  if (!PLAIN.test(text)) throw new Refusal('machine.plain-text')
  const driver = await parts.machines.driver(machineId)
  if (!driver.type) throw new Refusal('machine.cannot')
  await parts.change(async tx => {
    tx.record({ action: 'machine.type', object: { kind: 'machine', id: machineId, name: machine.name } })
  })
  try {
    await driver.type(text)
  } catch (error) {
    if (!(error instanceof MachineError)) throw error
    parts.log.warn({ machine: machineId, why: error.message }, 'nothing was typed into a machine')
    throw new Refusal('machine.silent')
  }
  await parts.change(tx => oweLook(tx, parts, { machineId, afterMs: LOOK_AFTER_MS }))
}
