import * as z from 'zod/mini'
import { Instant } from './shapes.ts'

/** How an account was found; told once two looks in a row said so. */
export const SignInFound = z.enum(['signed_in', 'expiring', 'wall', 'captcha', 'code', 'signed_out'])
export type SignInFound = z.infer<typeof SignInFound>

/** What a look at a machine measures; what was not asked is absent. */
export const MachineFound = z.partial(
  z.object({
    disk_free_mb: z.number(),
    memory_free_mb: z.number(),
    /** How far its clock is ahead of the server's. */
    clock_ahead_ms: z.number(),
    up_since: Instant,
    /** The last handshake of its VPN; null: there never was one. Absent: it has none. */
    handshake_at: z.nullable(Instant),
    /** How often screen and browser ended by themselves since they are looked after. */
    fell: z.object({ screen: z.number(), browser: z.number() }),
  }),
)
export type MachineFound = z.infer<typeof MachineFound>

/** What can be wrong: a machine is ill, its companion or VPN silent, its browser fell … */
export const IncidentKind = z.enum([
  'machine',
  'companion',
  'vpn',
  'fell',
  'quarantine',
  'sign_in',
  'address',
  'delivery',
])
export type IncidentKind = z.infer<typeof IncidentKind>

export const IncidentView = z.object({
  id: z.string(),
  kind: IncidentKind,
  vm_id: z.nullable(z.string()),
  machine: z.nullable(z.string()),
  service: z.nullable(z.string()),
  /** Of a sign-in: whose slots it concerns, by name. */
  slots: z.array(z.string()),
  /** In English, for administrators; of a sign-in how it was found. */
  why: z.string(),
  began_at: Instant,
  /** null: still so. */
  ended_at: z.nullable(Instant),
})
export type IncidentView = z.infer<typeof IncidentView>

export const MachineState = z.enum(['well', 'doubtful', 'ill', 'set_aside', 'draining', 'off', 'unseen', 'to_join'])
export type MachineState = z.infer<typeof MachineState>

export const MachineHealth = z.object({
  vm_id: z.string(),
  name: z.string(),
  state: MachineState,
  /** Why it is not well, in English. */
  trouble: z.array(z.string()),
  failing_since: z.nullable(Instant),
  quarantined_until: z.nullable(Instant),
  looked_at: z.nullable(Instant),
  companion: z.object({
    connected: z.boolean(),
    version: z.nullable(z.string()),
    /** It should have been renewed long ago. */
    is_late: z.boolean(),
    lost_at: z.nullable(Instant),
  }),
  exit_address: z.nullable(z.string()),
  found: MachineFound,
  /** Errors of the last ten minutes: three set it aside. */
  errors: z.number(),
})
export type MachineHealth = z.infer<typeof MachineHealth>

export const HealthView = z.object({
  at: Instant,
  machines: z.array(MachineHealth),
  sign_ins: z.array(
    z.object({
      vm_id: z.string(),
      machine: z.string(),
      service: z.string(),
      slots: z.array(z.string()),
      found: SignInFound,
      since: Instant,
    }),
  ),
  renewals: z.array(z.object({ slot_id: z.string(), slot: z.string(), renews_on: z.string(), days: z.number() })),
  /** What waits to be sent, since when the first of it, and what was given up in a day. */
  outbox: z.object({ waiting: z.number(), since: z.nullable(Instant), dead: z.number() }),
  dumps: z.object({ in_work: z.number(), since: z.nullable(Instant) }),
  open: z.array(IncidentView),
  /** The last fifty that are over. */
  past: z.array(IncidentView),
})
export type HealthView = z.infer<typeof HealthView>
