import type { AskView } from '@taxi/contract/asks.ts'
import type { BookingView, Calendar } from '@taxi/contract/bookings.ts'
import type { DumpView } from '@taxi/contract/dumps.ts'
import type { OfferView, PlaceView } from '@taxi/contract/queue.ts'
import type { SessionView } from '@taxi/contract/sessions.ts'
import type { SlotView } from '@taxi/contract/slots.ts'

export const anna = { id: '11111111-1111-4111-8111-111111111111', name: 'Anna', mine: false }
export const me = { id: '22222222-2222-4222-8222-222222222222', name: 'Olga', mine: true }
export const sessionId = '33333333-3333-4333-8333-333333333333'

/** A free slot, with what matters changed. */
export function buildSlot(given: Partial<SlotView> = {}): SlotView {
  return {
    id: 'ppx-1',
    slot_number: 1,
    name: 'Perplexity Max 1',
    kind: 'account',
    service: 'perplexity',
    service_name: 'Perplexity',
    tier: 'Max',
    category: 'research',
    url: 'https://www.perplexity.ai/',
    state: 'free',
    why: null,
    status: 'free',
    fsm_state: 'READY',
    device_type: 'auto',
    vm_id: 'vm-1',
    holder: null,
    session_id: null,
    until: null,
    max_minutes: 120,
    recorded: false,
    queue: { waiting: 0, my_position: null, estimate: null },
    held: null,
    working: null,
    booking: null,
    free_until: null,
    may: {
      occupy: true,
      extend: no,
      release: no,
      kick: no,
      queue: { code: 'queue.free' },
      leave: notWaiting,
      book: true,
      ask: { code: 'ask.nobody' },
      watch: { code: 'session.unknown' },
      stop_work: { code: 'work.none' },
      restart: { code: 'auth.not-allowed' },
      reboot: { code: 'auth.not-allowed' },
    },
    ...given,
  }
}

const no = { code: 'session.unknown' }
const notWaiting = { code: 'queue.unknown' }

/** A place in the line of one slot, next in line, with what matters changed. */
export function buildPlace(given: Partial<PlaceView> = {}): PlaceView {
  return {
    id: '44444444-4444-4444-8444-444444444444',
    slot_id: 'ppx-1',
    service: null,
    name: 'Perplexity Max 1',
    position: 1,
    waiting: 1,
    joined_at: '2026-11-21T12:30:00.000Z',
    estimate: null,
    ...given,
  }
}

/** A turn held until a minute past one, with what matters changed. */
export function buildOffer(given: Partial<OfferView> = {}): OfferView {
  return {
    id: '55555555-5555-4555-8555-555555555555',
    slot_id: 'ppx-1',
    slot_name: 'Perplexity Max 1',
    service: 'perplexity',
    expires_at: '2026-11-21T13:01:00.000Z',
    may: { take: true, pass: true, later: true },
    ...given,
  }
}

/** A request that somebody else makes of the person, open until three past one, with what matters changed. */
export function buildAsk(given: Partial<AskView> = {}): AskView {
  return {
    id: '66666666-6666-4666-8666-666666666666',
    slot_id: 'ppx-1',
    slot_name: 'Perplexity Max 1',
    session_id: sessionId,
    from: { name: 'Anna', mine: false },
    to: { name: 'Olga', mine: true },
    minutes: 10,
    state: 'open',
    asked_at: '2026-11-21T13:00:00.000Z',
    expires_at: '2026-11-21T13:03:00.000Z',
    ...given,
  }
}

/** A running session with two hours to go, with what matters changed. */
export function buildSession(given: Partial<SessionView> = {}): SessionView {
  return {
    id: sessionId,
    slot_id: 'ppx-1',
    slot_name: 'Perplexity Max 1',
    service: 'perplexity',
    holder: 'Anna',
    vm_id: 'vm-1',
    state: 'live',
    started_at: '2026-11-21T12:00:00.000Z',
    first_frame_at: '2026-11-21T12:00:01.000Z',
    away_since: null,
    ends_at: '2026-11-21T14:00:00.000Z',
    booking_id: null,
    promised_at: null,
    generating_since: null,
    working_until: null,
    idle_ends_at: null,
    ended_at: null,
    end_reason: null,
    ended_by: null,
    end_note: null,
    phases: { lease: 3 },
    dump: null,
    clipboard: { in: true, out: true },
    recorded: false,
    watched_by: [],
    may: { open: true, extend: true, release: true, hand_over: true, deliver_when_done: { code: 'work.nothing' } },
    ...given,
  }
}

/** A dump that can be had, with what matters changed. */
export function buildDump(given: Partial<DumpView> = {}): DumpView {
  const item = { bytes: 2_048, sha256: null, status: 'complete', source: 'companion' } as const
  return {
    id: '77777777-7777-4777-8777-777777777777',
    session_id: sessionId,
    state: 'kept',
    created_at: '2026-11-21T13:00:00.000Z',
    expires_at: '2026-12-05T13:00:00.000Z',
    progress: null,
    deleted_at: null,
    chats: 1,
    bytes: 3_565_158,
    parts: [
      { name: 'index.html', bytes: 40_960, sha256: 'a' },
      { name: 'dump-1of1.zip', bytes: 3_524_198, sha256: 'b' },
    ],
    items: [
      { path: 'chats/a.md', kind: 'chat', ...item },
      { path: 'downloads/b.pdf', kind: 'download', ...item },
    ],
    ...given,
  }
}

/** Anna's booking for an hour from three, with what matters changed. */
export function buildBooking(given: Partial<BookingView> = {}): BookingView {
  return {
    id: '66666666-6666-4666-8666-666666666666',
    slot_id: 'ppx-1',
    slot_name: 'Perplexity Max 1',
    service: 'perplexity',
    person: anna,
    date: '2026-11-21',
    start_time: '15:00',
    duration_min: 60,
    starts_at: '2026-11-21T15:00:00.000Z',
    ends_at: '2026-11-21T16:00:00.000Z',
    status: 'active',
    series_id: null,
    may: { cancel: no },
    ...given,
  }
}

/** Two empty days of a company that keeps UTC. */
export function buildWeek(given: Partial<Calendar> = {}): Calendar {
  return {
    zone: 'UTC',
    from: '2026-11-21',
    days: [
      { date: '2026-11-21', starts_at: '2026-11-21T00:00:00.000Z', ends_at: '2026-11-22T00:00:00.000Z' },
      { date: '2026-11-22', starts_at: '2026-11-22T00:00:00.000Z', ends_at: '2026-11-23T00:00:00.000Z' },
    ],
    slots: [
      { id: 'ppx-1', name: 'Perplexity Max 1', service: 'perplexity', service_name: 'Perplexity', may_book: true },
    ],
    bookings: [],
    sessions: [],
    ...given,
  }
}
