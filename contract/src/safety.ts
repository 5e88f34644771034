import * as z from 'zod/mini'
import { Id, Instant, line } from './shapes.ts'

/** How somebody signed in. */
export const SignInWay = z.enum(['password', 'telegram', 'email', 'link', 'invitation', 'first_admin'])
export type SignInWay = z.infer<typeof SignInWay>

/** The Login Widget's fields as it gives them, or a Mini App's `initData` as one text. Exactly one of the two. */
export const TelegramSignIn = z.object({
  widget: z.optional(
    z.record(z.string().check(z.maxLength(40)), z.union([z.string().check(z.maxLength(500)), z.number()])),
  ),
  init_data: z.optional(z.string().check(z.maxLength(4096))),
  totp_code: z.optional(z.string().check(z.maxLength(20))),
})
export const EmailCodeAsked = z.object({ challenge_id: Id, expires_at: Instant })
export const EmailCode = z.object({
  challenge_id: Id,
  code: z.string().check(z.maxLength(20)),
  totp_code: z.optional(z.string().check(z.maxLength(20))),
})

/** A one-time link by which a person signs in elsewhere; good for ten minutes. */
export const SignInLink = z.object({ url: z.string(), expires_at: Instant })
/** Who would be signed in by a link, shown before it is used. */
export const LinkedWho = z.object({
  name: z.string(),
  email: z.string(),
  totp_required: z.boolean(),
  expires_at: Instant,
})
export const LinkExchange = z.object({
  token: z.string().check(z.maxLength(100)),
  totp_code: z.optional(z.string().check(z.maxLength(20))),
})

/** Codes for the day the phone is lost; each works once. Shown this once. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) })

export const SignInView = z.object({
  id: Id,
  way: SignInWay,
  address: z.string(),
  /** What the browser calls itself. */
  agent: z.string(),
  created_at: Instant,
  last_seen_at: Instant,
  /** The one that asks. */
  current: z.boolean(),
})
export type SignInView = z.infer<typeof SignInView>

export const Reveal = z.object({ reason: line(200) })
/** An account's credentials, for the seconds they may be shown. */
export const Revealed = z.object({
  login: z.nullable(z.string()),
  password: z.nullable(z.string()),
  seconds: z.number(),
})
export type Revealed = z.infer<typeof Revealed>

export const AuditRow = z.object({
  /** Counts up without a hole. */
  id: z.number(),
  at: Instant,
  /** Who did it; null: the clock, or nobody known. */
  actor: z.nullable(z.object({ id: Id, name: z.string() })),
  /** `slot.reveal`, `person.disable`, `sign-in.wrong` … */
  action: z.string(),
  object: z.nullable(z.object({ kind: z.string(), id: z.string(), name: z.string() })),
  before: z.nullable(z.record(z.string(), z.unknown())),
  after: z.nullable(z.record(z.string(), z.unknown())),
  reason: z.nullable(z.string()),
  address: z.nullable(z.string()),
})
export type AuditRow = z.infer<typeof AuditRow>
/** `next`: ask again with `before` set to it; null at the beginning of the log. */
export const AuditPage = z.object({ rows: z.array(AuditRow), next: z.nullable(z.number()) })
/** `broken_at`: the first row that is not what was written. */
export const AuditVerdict = z.object({
  ok: z.boolean(),
  rows: z.number(),
  broken_at: z.nullable(z.number()),
  why: z.nullable(z.enum(['changed', 'removed', 'inserted', 'swapped', 'cut'])),
  head: z.nullable(z.string()),
})
export type AuditVerdict = z.infer<typeof AuditVerdict>
