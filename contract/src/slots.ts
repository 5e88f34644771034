import * as z from 'zod/mini'
import { CalendarDate } from './bookings.ts'
import { SlotQueue } from './queue.ts'
import { Id, Instant, line, Permission } from './shapes.ts'

export const SlotKind = z.enum(['account', 'desktop', 'phone'])
export const SlotState = z.enum(['free', 'held', 'busy', 'closing', 'working', 'booked', 'sick', 'off'])
export type SlotState = z.infer<typeof SlotState>

/** `12 Deep Research left, resets 3 Dec`, as the service said it; what it did not say is null. */
export const SlotQuota = z.object({
  what: z.string().check(z.minLength(1), z.maxLength(80)),
  left: z.nullable(z.number()),
  resets_at: z.nullable(Instant),
})
export type SlotQuota = z.infer<typeof SlotQuota>

/** One slot as one person sees it. VSS words (`status`, `fsm_state`, `device_type` …) ride along, derived from `state`. */
export const SlotView = z.object({
  id: z.string(),
  slot_number: z.number(),
  name: z.string(),
  kind: SlotKind,
  service: z.string(),
  service_name: z.string(),
  tier: z.string(),
  category: z.string(),
  url: z.string(),
  state: SlotState,
  /** Why it is sick or off, or closing for longer than usual, a refusal code; null otherwise. */
  why: z.nullable(z.string()),
  status: z.enum(['free', 'busy', 'error']),
  fsm_state: z.enum(['READY', 'PREPARING', 'BUSY', 'AWAY', 'CLOSING', 'WORKING', 'ERROR', 'OFF']),
  device_type: z.string(),
  vm_id: z.nullable(z.string()),
  holder: z.nullable(z.object({ id: Id, name: z.string(), mine: z.boolean() })),
  /** Only when it is the asking person's, or they may kick. */
  session_id: z.nullable(Id),
  until: z.nullable(Instant),
  /** Whose work goes on without them, `until` at longest. */
  working: z.nullable(z.object({ name: z.string(), mine: z.boolean() })),
  /** The next booking, or the one whose time it is. */
  booking: z.nullable(z.object({ id: Id, name: z.string(), mine: z.boolean(), starts_at: Instant, ends_at: Instant })),
  /** Who takes it now has it no longer than this, because it is promised to somebody then. */
  free_until: z.nullable(Instant),
  max_minutes: z.number(),
  /** Turns here are recorded, and whoever takes one is told before. */
  recorded: z.boolean(),
  /** What is left of the account's quotas; absent when the service did not say lately. */
  quotas: z.optional(z.array(SlotQuota)),
  queue: SlotQueue,
  /** The slot is kept for somebody until then; `mine` when it is the asking person's turn. */
  held: z.nullable(z.object({ offer_id: z.nullable(Id), name: z.string(), expires_at: Instant, mine: z.boolean() })),
  may: z.object({
    occupy: Permission,
    extend: Permission,
    release: Permission,
    kick: Permission,
    watch: Permission,
    queue: Permission,
    leave: Permission,
    book: Permission,
    ask: Permission,
    stop_work: Permission,
    /** Its screen and browser; its machine. */
    restart: Permission,
    reboot: Permission,
  }),
})
export type SlotView = z.infer<typeof SlotView>

const settable = {
  slot_number: z.optional(z.int().check(z.minimum(1), z.maximum(100_000))),
  name: line(80),
  kind: SlotKind,
  service: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/)),
  service_name: line(80),
  tier: z.string().check(z.maxLength(80)),
  category: z.string().check(z.maxLength(80)),
  url: z.string().check(z.maxLength(500), z.regex(/^(https?:\/\/|\/)/)),
  /** Cents. */
  monthly_cost: z.int().check(z.minimum(0), z.maximum(100_000_000)),
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
  renews_on: z.nullable(CalendarDate),
  login: z.optional(z.string().check(z.maxLength(300))),
  password: z.optional(z.string().check(z.maxLength(300))),
  max_minutes: z.int().check(z.minimum(5), z.maximum(1440)),
  idle_minutes: z.int().check(z.minimum(1), z.maximum(1440)),
  notes: z.string().check(z.maxLength(2000)),
  /** Who is first in line need not wait for work that goes on without a person. */
  may_take_over: z.boolean(),
  /** Whether text and pictures may go from one's own computer into the machine, and out of it. */
  clipboard_in: z.boolean(),
  clipboard_out: z.boolean(),
  is_recorded: z.boolean(),
  is_active: z.boolean(),
  /** The machines the account is signed in on, best first. */
  machine_ids: z.array(z.string().check(z.maxLength(40))).check(z.maxLength(20)),
}

/** What an administrator may set. Credentials go in and never come out of a list. */
export const SlotDraft = z.object({
  ...settable,
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/)),
  kind: z._default(settable.kind, 'account'),
  tier: z._default(settable.tier, ''),
  category: z._default(settable.category, ''),
  monthly_cost: z._default(settable.monthly_cost, 0),
  currency: z._default(settable.currency, 'USD'),
  renews_on: z._default(settable.renews_on, null),
  max_minutes: z._default(settable.max_minutes, 120),
  idle_minutes: z._default(settable.idle_minutes, 20),
  notes: z._default(settable.notes, ''),
  may_take_over: z._default(settable.may_take_over, false),
  clipboard_in: z._default(settable.clipboard_in, true),
  clipboard_out: z._default(settable.clipboard_out, true),
  is_recorded: z._default(settable.is_recorded, false),
  is_active: z._default(settable.is_active, true),
  machine_ids: z._default(settable.machine_ids, []),
})
/** Without the draft's defaults: zod fills them in even for a field that is left out, and what is left out must stay. */
export const SlotChange = z.partial(z.object(settable))

export const AdminSlotView = z.object({
  ...SlotView.shape,
  monthly_cost: z.number(),
  currency: z.string(),
  renews_on: z.nullable(z.string()),
  idle_minutes: z.number(),
  notes: z.string(),
  may_take_over: z.boolean(),
  clipboard_in: z.boolean(),
  clipboard_out: z.boolean(),
  is_recorded: z.boolean(),
  is_active: z.boolean(),
  machine_ids: z.array(z.string()),
  /** How the account was found on each of its machines; null: nobody has looked yet. */
  sign_ins: z.array(z.object({ vm_id: z.string(), signed_in: z.nullable(z.boolean()) })),
  has_login: z.boolean(),
  has_password: z.boolean(),
})
export type AdminSlotView = z.infer<typeof AdminSlotView>
