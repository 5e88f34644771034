import * as z from 'zod/mini'
import { DumpView } from './dumps.ts'
import { Id, Instant, Permission } from './shapes.ts'

export const SessionState = z.enum(['preparing', 'live', 'away', 'ended'])
export type SessionState = z.infer<typeof SessionState>

/** Every way a turn can end. All of them run the same pipeline. */
export const EndReason = z.enum([
  'manual',
  'timeout',
  'idle',
  'disconnect',
  'no_show',
  'kicked',
  'booking_due',
  'handed_over',
  'machine_lost',
  'start_failed',
  'shutdown',
])
export type EndReason = z.infer<typeof EndReason>

/** The steps of making a seat ready, in order; each is timed once per session. */
export const phases = ['lease', 'machine', 'browser', 'screen', 'first_picture', 'signed_in'] as const
export const Phase = z.enum(phases)
export type Phase = z.infer<typeof Phase>

export const SessionView = z.object({
  id: Id,
  slot_id: z.string(),
  slot_name: z.string(),
  service: z.string(),
  /** Whose it is, by name. */
  holder: z.string(),
  vm_id: z.nullable(z.string()),
  state: SessionState,
  started_at: Instant,
  first_frame_at: z.nullable(Instant),
  /** The tunnel is gone since then; the seat is kept for a while. */
  away_since: z.nullable(Instant),
  ends_at: Instant,
  /** What it was promised by; null for a turn taken. */
  booking_id: z.nullable(Id),
  /** Somebody else’s booking begins then and ends it. */
  promised_at: z.nullable(Instant),
  /** Something is being made in the service since then: an answer, a research, a film. */
  generating_since: z.nullable(Instant),
  /** The work goes on without its person, at longest until then. */
  working_until: z.nullable(Instant),
  /** When the session ends for want of a key, click or move, unless one comes. */
  idle_ends_at: z.nullable(Instant),
  ended_at: z.nullable(Instant),
  end_reason: z.nullable(EndReason),
  ended_by: z.nullable(z.string()),
  /** What whoever ended it said, in their own words. */
  end_note: z.nullable(z.string()),
  /** Milliseconds from occupy to the end of each phase passed so far. */
  phases: z.partialRecord(Phase, z.number()),
  dump: z.nullable(DumpView),
  /** What may pass between one's own computer and the machine. */
  clipboard: z.object({ in: z.boolean(), out: z.boolean() }),
  recorded: z.boolean(),
  /** Who looks over the person's shoulder at this moment, by name. */
  watched_by: z.array(z.string()),
  may: z.object({
    open: Permission,
    extend: Permission,
    release: Permission,
    hand_over: Permission,
    deliver_when_done: Permission,
  }),
})
export type SessionView = z.infer<typeof SessionView>

/** The answer to occupy. `guacamole_url` is `<base>/desk/<session id>#p=<pass>`, good for 30 s and one use. */
export const Occupied = z.object({
  session_id: Id,
  vm_id: z.string(),
  guacamole_url: z.string(),
  ends_at: Instant,
  /** False when the same person already had the slot: the same session back. */
  started: z.boolean(),
})
/** `deliver_when_done`: leave now, the answer being written comes with the dump; the slot works on meanwhile. */
export const Release = z.object({ deliver_when_done: z.optional(z.boolean()) })
export const Released = z.object({ session_id: Id, dump_url: z.string() })
export const DeskPass = z.object({ desk_url: z.string(), expires_at: Instant })

/** What a desk page is given for its pass: a token that serves this session only, and a pass for the tunnel. */
export const DeskEntered = z.object({
  token: z.string(),
  tunnel_pass: z.string(),
  session: SessionView,
  read_only: z.boolean(),
  /** Another window has this desk: opening the tunnel takes it from there, so ask first. */
  in_use: z.boolean(),
  locale: z.enum(['ru', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
})
export type DeskEntered = z.infer<typeof DeskEntered>
export const TunnelPass = z.object({ tunnel_pass: z.string() })
