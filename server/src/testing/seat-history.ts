import { type Client, Refused } from '@taxi/contract/client.ts'
import type { Asked } from './linearizable.ts'

type What = 'take' | 'release' | 'look'
/** What somebody asked about one slot, and what the answer was. */
export interface SeatCall extends Asked {
  who: string
  what: What
  /** A code of refusal, or what was answered. */
  said: string
  session: string
  holder: string
}
export type Seat = { is: 'free' } | { is: 'taken'; by: string; session: string } | { is: 'closing' }

/** How a seat may stand after a call that was answered so; not at all, when it cannot have been. */
export function seatAfter(seat: Seat, call: SeatCall): Seat[] {
  const here = outcomes(seat, call)
  // A seat that is being cleaned becomes free by itself.
  return seat.is === 'closing' ? [...here, ...outcomes({ is: 'free' }, call)] : here
}

function outcomes(seat: Seat, call: SeatCall): Seat[] {
  if (call.what === 'look') return looks(seat, call) ? [seat] : []
  return call.what === 'release' ? released(seat, call) : taken(seat, call)
}

function looks(seat: Seat, { said, holder }: SeatCall): boolean {
  return seat.is === 'taken' ? said === 'busy' && holder === seat.by : said === seat.is
}

function released(seat: Seat, { who, said, session }: SeatCall): Seat[] {
  const mine = seat.is === 'taken' && seat.by === who
  if (said !== 'done') return said === 'session.unknown' && !mine ? [seat] : []
  if (mine) return session === seat.session ? [{ is: 'closing' }] : []
  // Pressed again, later: it names the session that ended.
  return seat.is === 'taken' && session === seat.session ? [] : [seat]
}

function taken(seat: Seat, { who, said, session, holder }: SeatCall): Seat[] {
  const mine = seat.is === 'taken' && seat.by === who
  if (said === 'slot.taken') return seat.is === 'taken' && !mine && holder === seat.by ? [seat] : []
  if (said === 'slot.closing') return seat.is === 'closing' ? [seat] : []
  if (said !== 'done') return []
  if (mine) return session === seat.session ? [seat] : []
  return seat.is === 'free' ? [{ is: 'taken', by: who, session }] : []
}

/** Whichever comes. */
export function anyOf<T>(first: T, ...more: T[]): T {
  return [first, ...more][Math.floor(Math.random() * (more.length + 1))] ?? first
}

/** Asks over HTTP and writes down what was answered, and when. */
export async function askSeat(client: Client, who: string, what: What, slotId: string): Promise<SeatCall> {
  const at = { params: { id: slotId } }
  const from = performance.now()
  const answered = (said: string, session = '', holder = ''): SeatCall => {
    return { who, what, said, session, holder, from, to: performance.now() }
  }
  try {
    if (what !== 'look') {
      const { session_id } = await client.call(what === 'take' ? 'occupy' : 'release', at)
      return answered('done', session_id)
    }
    const slot = await client.call('slot', at)
    return answered(slot.state, '', slot.holder?.name)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return answered(error.code, '', error.details.holder)
  }
}
