import { createTransport } from 'nodemailer'
import type { Config } from '../config.ts'

export interface Mail {
  send(letter: { to: string; subject: string; text: string }): Promise<void>
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
    async send({ to, subject, text }) {
      // As text it would be read as a list of receivers.
      await transport.sendMail({ from, to: { name: '', address: to }, subject, text })
    },
  }
}
