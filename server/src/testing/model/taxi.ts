/** Instants are milliseconds. */
export interface Seat {
  /** Empty until it is known: the clock seated somebody. */
  session: string
  person: string
  startedAt: number
  endsAt: number
  /** Its browser is up. */
  readyAt: number | null
  /** The first picture. */
  seenAt: number | null
  inputAt: number
  awaySince: number | null
  /** Why it ended; its seat is not given back yet. */
  over: string | null
  /** Cleaning failed last. */
  triedAt: number
  booking: string | null
  /** The colleague who gets it next. */
  heir: string | null
}
export interface Place {
  id: string
  person: string
  /** One of them: the line of a slot, or of all slots of a service. */
  slot: string | null
  service: string | null
  ignored: number
}
export interface Held {
  place: Place
  until: number
}
export interface Slot {
  id: string
  service: string
  machine: Machine
  seat: Seat | null
  held: Held | null
  /** Who let the last turn here pass in silence. */
  ignoredBy: Place | null
}
/** A seat promised for a time; `kept`: its person came. */
export interface Booking {
  id: string
  person: string
  slot: string
  from: number
  to: number
  kept: boolean
}
export interface Machine {
  id: string
  down: boolean
  /** null: nobody has looked yet. */
  well: boolean | null
  failingSince: number | null
}

/** What a dispatcher would keep in mind: who sits where, and who waits, first come first. Knows nothing of rows. */
export interface Taxi {
  now: number
  slots: Slot[]
  machines: Machine[]
  line: Place[]
  bookings: Booking[]
  /** Who ever had which slot: `person slot`. */
  had: Set<string>
}

export const SECOND = 1_000
export const MINUTE = 60 * SECOND

export function newTaxi(now: number, slots: { id: string; service: string; machine: string }[]): Taxi {
  const machines = [...new Set(slots.map(slot => slot.machine))].map(id => ({
    id,
    down: false,
    well: null,
    failingSince: null,
  }))
  const machineOf = (id: string) => machines.find(machine => machine.id === id) as Machine
  return {
    now,
    machines,
    slots: slots.map(slot => ({ ...slot, machine: machineOf(slot.machine), seat: null, held: null, ignoredBy: null })),
    line: [],
    bookings: [],
    had: new Set(),
  }
}

export const isRunning = (seat: Seat | null): seat is Seat => seat !== null && seat.over === null

export function seatsOf(taxi: Taxi): Seat[] {
  return taxi.slots.flatMap(slot => (isRunning(slot.seat) ? [slot.seat] : []))
}

/** Nobody sits at it or at its machine, and the machine is well. */
export function isFree(taxi: Taxi, slot: Slot): boolean {
  return slot.machine.well !== false && !taxi.slots.some(other => other.machine === slot.machine && other.seat)
}

/** The turn for which the slot or its machine is kept. */
export function keptFor(taxi: Taxi, slot: Slot): Held | null {
  return slot.held ?? taxi.slots.find(other => other.machine === slot.machine && other.held)?.held ?? null
}
