import { noteAway } from '../../actions/note-away.ts'
import { noteBack } from '../../actions/note-back.ts'
import { noteFirstFrame } from '../../actions/note-first-frame.ts'
import { noteInput } from '../../actions/note-input.ts'
import { command, slotIn } from './command.ts'
import { isRunning, type Seat, type Taxi } from './taxi.ts'
import type { World } from './world.ts'

type AtSeat = (world: World, sessionId: string, now: Date) => Promise<void>
/** Something at a desk: it is noted, and answers nothing. */
const atDesk = (words: string, id: string, act: AtSeat, after: (taxi: Taxi, seat: Seat) => void) =>
  command({
    words: `${words} ${id}`,
    fits: taxi => isRunning(slotIn(taxi, id).seat),
    act: (world, taxi) => act(world, slotIn(taxi, id).seat?.session ?? '', world.parts.now()),
    after: taxi => after(taxi, slotIn(taxi, id).seat as Seat),
  })

export const looks = (id: string) =>
  atDesk(
    'the first picture of',
    id,
    ({ parts }, sessionId, screenAt) => noteFirstFrame(parts, { sessionId, screenAt }),
    (taxi, seat) => {
      seat.seenAt ??= taxi.now
      for (const booking of taxi.bookings) if (booking.id === seat.booking) booking.kept = true
    },
  )
export const types = (id: string) =>
  atDesk(
    'a key at',
    id,
    ({ parts }, sessionId) => noteInput(parts, { sessionId }),
    (taxi, seat) => {
      seat.inputAt = taxi.now
    },
  )
export const closesDesk = (id: string) =>
  atDesk(
    'the desk is closed of',
    id,
    ({ parts }, sessionId) => noteAway(parts, { sessionId }),
    (taxi, seat) => {
      if (seat.seenAt !== null) seat.awaySince ??= taxi.now
    },
  )
export const comesBack = (id: string) =>
  atDesk(
    'the desk is opened again of',
    id,
    ({ parts }, sessionId) => noteBack(parts, { sessionIds: [sessionId] }),
    (taxi, seat) => {
      if (seat.awaySince === null) return
      seat.inputAt = (seat.inputAt || (seat.seenAt ?? 0)) + (taxi.now - seat.awaySince)
      seat.awaySince = null
    },
  )
