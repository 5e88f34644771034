import * as z from 'zod/mini'
import { Id, Instant } from './shapes.ts'

/** What is done to a machine between two sessions. `restart` is its screen and browser, `reboot` all of it. */
export const RepairKind = z.enum(['restart', 'reboot', 'backup', 'restore'])
export type RepairKind = z.infer<typeof RepairKind>
/** `waiting`: the seat is still being closed, or the machine has not been reached yet. */
export const RepairState = z.enum(['waiting', 'running', 'done', 'failed'])
export type RepairState = z.infer<typeof RepairState>

export const RepairView = z.object({
  id: Id,
  vm_id: z.string(),
  kind: RepairKind,
  state: RepairState,
  /** Why it failed, in words. */
  why: z.nullable(z.string()),
  /** By name; null: the clock. */
  asked_by: z.nullable(z.string()),
  asked_at: Instant,
  over_at: z.nullable(Instant),
})
export type RepairView = z.infer<typeof RepairView>

/** A browser profile on a machine, and the cold copies of it there, newest first. */
export const ProfileCopies = z.object({
  profile: z.string(),
  /** The slot it is of, by name. */
  slot_name: z.string(),
  copies: z.array(z.object({ copy: z.string(), at: Instant, bytes: z.number() })),
})
export type ProfileCopies = z.infer<typeof ProfileCopies>
const profile = z.string().check(z.maxLength(64))
export const CopyWanted = z.object({ profile })
export const CopyPutBack = z.object({ profile, copy: z.string().check(z.maxLength(40)) })

/** Why, in one's own words: whoever sits there is told. */
export const RepairAsked = z.object({ reason: z.optional(z.string().check(z.maxLength(200))) })
