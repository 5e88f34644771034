import { dueBookings } from './bookings.ts'
import { moveTurn } from './line.ts'
import { isRunning, type Machine, MINUTE, SECOND, type Seat, type Slot, type Taxi } from './taxi.ts'
import { canInherit, dueEnd, end, inherit, LIMITS, maySit, sit, timersOf } from './turns.ts'

const CLEAN_AGAIN_MS = 5 * SECOND

/** Everything that happens by itself at an instant, in the order in which the world’s jobs do it. */
export function doJobs(taxi: Taxi): void {
  giveBooked(taxi)
  for (const slot of taxi.slots) {
    const reason = isRunning(slot.seat) ? dueEnd(taxi, slot, slot.seat) : null
    if (slot.seat && reason) end(taxi, slot.seat, reason)
  }
  for (const machine of taxi.machines) if (machine.down || machine.failingSince !== null) lookAt(taxi, machine)
  for (const slot of taxi.slots) {
    const { seat, machine } = slot
    if (isRunning(seat)) seat.readyAt ??= machine.down ? null : taxi.now
    else if (seat) close(taxi, slot, seat)
  }
  giveBooked(taxi)
  // What one slot lets go may be what another waited for.
  for (let turns = ''; turns !== turnsOf(taxi); ) {
    turns = turnsOf(taxi)
    for (const slot of taxi.slots) moveTurn(taxi, slot)
  }
}

function close(taxi: Taxi, slot: Slot, seat: Seat): void {
  const tired = taxi.now - seat.triedAt < CLEAN_AGAIN_MS
  if (seat.heir !== null && !canInherit(taxi, slot, seat.heir)) seat.heir = null
  if (seat.heir !== null) inherit(taxi, slot, seat)
  else if (tired) return
  else if (slot.machine.down) seat.triedAt = taxi.now
  else slot.seat = null
}

/** Seats whose time it is; who sits there when the hour comes keeps the seat for it. */
function giveBooked(taxi: Taxi): void {
  for (const booking of dueBookings(taxi)) {
    const slot = taxi.slots.find(({ id }) => id === booking.slot)
    if (!slot || !maySit(taxi, slot, booking.person)) continue
    const { seat } = slot
    if (!isRunning(seat)) sit(taxi, slot, booking.person, '')
    else if (timersOf(taxi, slot, seat).every(([at]) => at >= booking.from)) {
      seat.booking = booking.id
      seat.endsAt = Math.max(seat.endsAt, booking.to)
      booking.kept = seat.seenAt !== null
    }
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
  for (const { seat, machine: its } of taxi.slots)
    if (its === machine && isRunning(seat)) end(taxi, seat, 'machine_lost')
}
