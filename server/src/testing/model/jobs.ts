import { moveTurn } from './line.ts'
import { isRunning, type Machine, MINUTE, SECOND, type Taxi } from './taxi.ts'
import { dueEnd, LIMITS } from './turns.ts'

const CLEAN_AGAIN_MS = 5 * SECOND

/** Everything that happens by itself at an instant, in the order in which the world’s jobs do it. */
export function doJobs(taxi: Taxi): void {
  for (const { seat } of taxi.slots) if (isRunning(seat)) seat.over = dueEnd(taxi, seat)
  for (const machine of taxi.machines) if (machine.down || machine.failingSince !== null) lookAt(taxi, machine)
  for (const slot of taxi.slots) {
    const { seat, machine } = slot
    if (!seat) continue
    if (seat.over === null) seat.readyAt ??= machine.down ? null : taxi.now
    else if (!machine.down && taxi.now - seat.triedAt >= CLEAN_AGAIN_MS) slot.seat = null
    else if (machine.down && taxi.now - seat.triedAt >= CLEAN_AGAIN_MS) seat.triedAt = taxi.now
  }
  // What one slot lets go may be what another waited for.
  for (let turns = ''; turns !== turnsOf(taxi); ) {
    turns = turnsOf(taxi)
    for (const slot of taxi.slots) moveTurn(taxi, slot)
  }
}

const turnsOf = (taxi: Taxi) => JSON.stringify(taxi.slots.map(({ held }) => held))

/** One bad look proves nothing of a machine known well; three minutes without a good one, and it is lost. */
export function lookAt(taxi: Taxi, machine: Machine): void {
  if (!machine.down) {
    machine.well = true
    machine.failingSince = null
    return
  }
  machine.well = machine.failingSince === null ? (machine.well ?? false) : false
  machine.failingSince ??= taxi.now
  if (taxi.now - machine.failingSince < LIMITS.lostAfter * MINUTE) return
  for (const { seat, machine: its } of taxi.slots) if (its === machine && isRunning(seat)) seat.over = 'machine_lost'
}
