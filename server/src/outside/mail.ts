import { createTransport } from 'nodemailer'
import type { Config } from '../config.ts'
import type { Failure } from '../domain/delivery.ts'

export interface Mail {
  /** A letter of this `id` that is sent again is the same letter. */
  send(letter: { to: string; subject: string; text: string; id?: string }): Promise<void>
}

type MailConfig = Pick<Config, 'SMTP_HOST' | 'SMTP_PORT' | 'SMTP_USER' | 'SMTP_PASS' | 'SMTP_FROM'>

const IMPLICIT_TLS = 465
/** A mail server on this very host is spoken to in the clear: nobody is in between. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1'])

/** Mail over SMTP; null when no server is set. Every other host must speak TLS with a certificate that is good. */
export function createMail(config: MailConfig): Mail | null {
  const { SMTP_HOST: host, SMTP_PORT: port, SMTP_USER: user, SMTP_PASS: pass, SMTP_FROM: from } = config
  if (!host) return null
  const isHere = LOOPBACK.has(host)
  const transport = createTransport({
    host,
    port,
    secure: port === IMPLICIT_TLS,
    requireTLS: !isHere,
    ignoreTLS: isHere,
    tls: { minVersion: 'TLSv1.2' },
    ...(user ? { auth: { user, pass } } : {}),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // A letter is words of ours: it never reads a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ to, subject, text, id }) {
      // As text it would be read as a list of receivers.
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        ...(id ? { messageId: `<${id}@vdi-taxi>` } : {}),
      })
    },
  }
}

/** Errors of nodemailer before the server had the letter: as if never tried. */
const NOT_THERE = new Set(['ECONNECTION', 'EDNS', 'ETLS', 'ECONNREFUSED', 'ENOTFOUND'])

/** What an error of the mail server means for a letter; null when it did not come from there. */
export function mailFailureOf(error: unknown): Failure | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  const { code } = error
  const answer = 'responseCode' in error ? Number(error.responseCode) : 0
  if (code === 'EAUTH') return { type: 'token_refused' }
  if (NOT_THERE.has(String(code))) return { type: 'away' }
  // 5xx is for ever: no such mailbox, not from here. 4xx is for now.
  if (answer >= 500) return { type: 'unreachable' }
  if (code === 'EENVELOPE' && !answer) return { type: 'never' }
  return answer >= 400 ? { type: 'away' } : { type: 'ambiguous' }
}
