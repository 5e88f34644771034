import * as z from 'zod/mini'
import { SessionView } from './sessions.ts'
import { Email, Id, Instant, Locale, line, Theme, Token } from './shapes.ts'

export const permissions = [
  'slots:read',
  'slots:use',
  'slots:write',
  'slots:admin',
  'people:admin',
  'machines:admin',
  'reports:read',
  'secrets:reveal',
] as const
export const PermissionName = z.enum(permissions)
export type PermissionName = z.infer<typeof PermissionName>
export const Role = z.enum(['member', 'operator', 'admin'])
export type Role = z.infer<typeof Role>

/** 8 to 200 characters, nothing else asked of it (NIST SP 800-63B). */
export const Password = z.string().check(z.minLength(8), z.maxLength(200))

export const SignIn = z.object({
  username: z.optional(z.string().check(z.maxLength(200))),
  email: z.optional(z.string().check(z.maxLength(200))),
  password: z.string().check(z.maxLength(200)),
  totp_code: z.optional(z.string().check(z.maxLength(20))),
})
export const SignedIn = z.object({
  token: z.string(),
  refresh_token: z.string(),
  /** Seconds the access token lives. */
  expires_in: z.number(),
  user: z.object({ id: Id, email: z.string(), name: z.string(), roles: z.array(Role) }),
})
export type SignedIn = z.infer<typeof SignedIn>

export const PersonView = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  roles: z.array(Role),
  is_admin: z.boolean(),
  permissions: z.array(PermissionName),
  locale: Locale,
  theme: Theme,
  favourites: z.array(z.string()),
  telegram_linked: z.boolean(),
  totp_enabled: z.boolean(),
  /** Some of their rights rest until they set up a second factor; `permissions` are those that do not. */
  needs_second_factor: z.boolean(),
  /** Recovery codes not used yet. */
  recovery_codes_left: z.number(),
  /** False until the invitation was followed and a password chosen. */
  has_password: z.boolean(),
  disabled_at: z.nullable(Instant),
  created_at: Instant,
})
export type PersonView = z.infer<typeof PersonView>

export const Profile = z.object({
  ...PersonView.shape,
  session: z.nullable(SessionView),
  /** False: a dump is deleted here once all of it is in Telegram. */
  keeps_dumps: z.boolean(),
})
export type Profile = z.infer<typeof Profile>
export const ProfileChange = z.partial(
  z.object({
    name: line(80),
    locale: Locale,
    theme: Theme,
    favourites: z.array(z.string().check(z.maxLength(40))).check(z.maxLength(100)),
    keeps_dumps: z.boolean(),
  }),
)

export const FirstAdmin = z.object({
  token: Token,
  name: line(80),
  email: Email,
  password: Password,
  locale: z.optional(Locale),
})
export const AcceptInvitation = z.object({
  token: Token,
  password: Password,
  name: z.optional(line(80)),
  /** An invitation is also the way out of a forgotten password, but not past a second factor. */
  totp_code: z.optional(z.string().check(z.maxLength(20))),
})
export const PersonDraft = z.object({
  name: line(80),
  email: Email,
  role: z._default(Role, 'member'),
  locale: z._default(Locale, 'ru'),
})
export const PersonChange = z.partial(z.object({ name: line(80), email: Email, role: Role, disabled: z.boolean() }))
/** A one-time link by which the person chooses a password; good for 24 hours. */
export const Invited = z.object({ person: PersonView, invitation_url: z.string(), expires_at: Instant })
export type Invited = z.infer<typeof Invited>

export const TotpSetup = z.object({ secret: z.string(), otpauth_url: z.string() })
export const TelegramLink = z.object({ url: z.string(), expires_at: Instant })
