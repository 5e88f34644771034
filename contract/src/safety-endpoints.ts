import * as z from 'zod/mini'
import { CalendarDate } from './bookings.ts'
import { endpoint } from './endpoint.ts'
import { SignedIn } from './people.ts'
import {
  AuditPage,
  AuditVerdict,
  EmailCode,
  EmailCodeAsked,
  LinkExchange,
  LinkedWho,
  RecoveryCodes,
  Reveal,
  Revealed,
  SignInLink,
  SignInView,
  TelegramSignIn,
} from './safety.ts'
import { Id } from './shapes.ts'

const Done = z.object({ ok: z.literal(true) })
const code = z.string().check(z.maxLength(20))

/** Further ways in, one's own sign-ins, and what administrators need to trust the house. */
export const safetyEndpoints = {
  telegramSignIn: endpoint('POST', '/auth/telegram', {
    does: 'Signs in whoever linked their Telegram, with what its Login Widget or Mini App gave.',
    caller: 'anyone',
    body: TelegramSignIn,
    reply: SignedIn,
  }),
  askEmailCode: endpoint('POST', '/auth/email', {
    does: 'Mails a six-digit code; the answer is the same whether the address is known or not.',
    caller: 'anyone',
    body: z.object({ email: z.string().check(z.maxLength(200)) }),
    reply: EmailCodeAsked,
  }),
  emailSignIn: endpoint('POST', '/auth/email/verify', {
    does: 'Signs in with a mailed code.',
    caller: 'anyone',
    body: EmailCode,
    reply: SignedIn,
  }),
  signInLink: endpoint('POST', '/auth/master/link', {
    does: 'A one-time link by which the caller signs in elsewhere.',
    body: z.object({}),
    reply: SignInLink,
  }),
  whoseLink: endpoint('POST', '/auth/master/who', {
    does: 'Whom a one-time link would sign in; the link is not used by it.',
    caller: 'anyone',
    body: z.object({ token: z.string().check(z.maxLength(100)) }),
    reply: LinkedWho,
  }),
  linkSignIn: endpoint('POST', '/auth/master/exchange', {
    does: 'Signs in with a one-time link.',
    caller: 'anyone',
    body: LinkExchange,
    reply: SignedIn,
  }),
  newRecoveryCodes: endpoint('POST', '/auth/totp/recovery', {
    does: 'Ten new recovery codes; older ones die.',
    body: z.object({ code }),
    reply: RecoveryCodes,
  }),
  totpRemove: endpoint('POST', '/auth/totp/remove', {
    does: 'Switches the second factor off, with a code of it.',
    body: z.object({ code }),
    reply: Done,
  }),
  signIns: endpoint('GET', '/auth/sessions', { does: 'Where the caller is signed in.', reply: z.array(SignInView) }),
  endSignIn: endpoint('DELETE', '/auth/sessions/:id', {
    does: 'Ends one of the caller’s sign-ins. Repeated, it answers the same.',
    reply: Done,
  }),

  personSignIns: endpoint('GET', '/admin/people/:id/sign-ins', {
    does: 'Where a person is signed in.',
    permission: 'people:admin',
    reply: z.array(SignInView),
  }),
  endPersonSignIns: endpoint('DELETE', '/admin/people/:id/sign-ins', {
    does: 'Signs a person out everywhere.',
    permission: 'people:admin',
    reply: Done,
  }),
  resetTotp: endpoint('POST', '/admin/people/:id/reset-totp', {
    does: 'Switches a person’s second factor off, when their phone and codes are lost.',
    permission: 'people:admin',
    body: z.object({}),
    reply: Done,
  }),
  reveal: endpoint('POST', '/admin/slots/:id/reveal', {
    does: 'Shows an account’s credentials; audited, ten an hour.',
    permission: 'secrets:reveal',
    body: Reveal,
    reply: Revealed,
  }),
  audit: endpoint('GET', '/admin/audit', {
    does: 'What was done, newest first.',
    permission: 'people:admin',
    query: z.object({
      q: z.optional(z.string().check(z.maxLength(100))),
      action: z.optional(z.string().check(z.maxLength(60))),
      person_id: z.optional(Id),
      from: z.optional(CalendarDate),
      to: z.optional(CalendarDate),
      before: z.optional(z.string().check(z.regex(/^\d{1,15}$/))),
    }),
    reply: AuditPage,
  }),
  verifyAudit: endpoint('GET', '/admin/audit/verify', {
    does: 'Whether the log is whole.',
    permission: 'people:admin',
    reply: AuditVerdict,
  }),
} as const
