import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export interface Letter {
  from: string
  to: string[]
  /** As it travelled. */
  raw: string
  /** The words, decoded. */
  text: string
  /** It came over TLS. */
  secure: boolean
}

export interface MailServer {
  port: number
  letters: Letter[]
  /** Address → what the server answers to it: 550 there is none, 450 not now. */
  refuses: Map<string, number>
  /** The next letter to this address that was not asked for yet. */
  letterTo(address: string): Promise<Letter>
  close(): Promise<void>
}

const PATIENCE_MS = 10_000

interface MailServerOptions {
  host?: string
  auth?: { user: string; pass: string }
  /** As if somebody in between had taken the offer of TLS away. */
  plainOnly?: boolean
}

/** A real SMTP server on loopback that keeps what it is sent; its certificate is one that nobody should believe. */
export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const letters: Letter[] = []
  const taken = new Set<Letter>()
  const refuses = new Map<string, number>()
  const server = new SMTPServer({
    logger: false,
    authOptional: !options.auth,
    disabledCommands: options.plainOnly ? ['STARTTLS'] : [],
    allowInsecureAuth: true,
    onAuth({ username, password }, _, done) {
      const known = username === options.auth?.user && password === options.auth?.pass
      done(known ? null : new Error('who are you'), { user: username })
    },
    onRcptTo({ address }, _, done) {
      const responseCode = refuses.get(address)
      done(responseCode ? Object.assign(new Error('not this one'), { responseCode }) : null)
    },
    onData(stream, session, done) {
      textOf(stream).then(raw => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom ? mailFrom.address : ''
        letters.push({
          from,
          to: rcptTo.map(({ address }) => address),
          raw,
          text: wordsOf(raw),
          secure: session.secure,
        })
        done()
      }, done)
    },
  })
  server.on('error', () => {})
  server.listen(0, options.host ?? '127.0.0.1')
  await once(server.server, 'listening')
  return {
    port: (server.server.address() as AddressInfo).port,
    letters,
    refuses,
    async letterTo(address) {
      for (const until = Date.now() + PATIENCE_MS; Date.now() < until; ) {
        const found = letters.find(letter => letter.to.includes(address) && !taken.has(letter))
        if (found) {
          taken.add(found)
          return found
        }
        await new Promise(resolve => setTimeout(resolve, 10))
      }
      throw new Error(`no letter came to ${address}`)
    },
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

function wordsOf(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  if (!/^content-transfer-encoding: quoted-printable/im.test(head)) return body
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
