import { randomUUID } from 'node:crypto'
import type { EmailCodeAsked } from '@taxi/contract/safety.ts'
import { Locale } from '@taxi/contract/shapes.ts'
import type * as z from 'zod/mini'
import { countAttempt } from '../db/write/count-attempt.ts'
import { Refusal } from '../domain/refusal.ts'
import { MAILS, MAILS_FROM_ADDRESS } from '../domain/sign-in.ts'
import { EMAIL_CODE_MS } from '../domain/tokens.ts'
import { mailWords } from '../notices/mail-words.ts'
import { emailCodeHash, newEmailCode } from '../outside/email-code.ts'
import { hashOf } from '../outside/secrets.ts'
import type { Parts } from '../parts.ts'

/**
 * Mails a six-digit code to somebody with an account. For an address nobody has the answer is the same in the same
 * time: a code that was never sent waits to be guessed wrong.
 */
export async function askEmailCode(
  parts: Parts,
  { email, address }: { email: string; address: string },
): Promise<z.infer<typeof EmailCodeAsked>> {
  const { mail } = parts
  if (!mail) throw new Refusal('auth.way-off')
  const mailbox = email.trim().toLowerCase()
  const now = parts.now()
  const challenge = { id: randomUUID(), code: newEmailCode(), expires_at: new Date(now.getTime() + EMAIL_CODE_MS) }
  const counted = [
    { kind: 'email-code', key: hashOf(mailbox), limit: MAILS },
    { kind: 'email-code.from', key: address, limit: MAILS_FROM_ADDRESS },
  ]
  const person = await parts.change(async tx => {
    const { seconds } = await countAttempt(tx, counted, now)
    if (seconds > 0) throw new Refusal('auth.resting', { seconds: String(seconds) })
    const person = await tx.people.findUnique({ where: { email: mailbox, disabled_at: null } })
    await tx.email_codes.create({
      data: {
        id: challenge.id,
        email: mailbox,
        person_id: person?.id ?? null,
        code_hash: emailCodeHash(parts.secrets, challenge.id, challenge.code),
        expires_at: challenge.expires_at,
        created_at: now,
      },
    })
    return person
  })
  // Not waited for: the time a mail server takes would tell who has an account.
  if (person)
    mail
      .send({ to: person.email, ...mailWords[Locale.parse(person.locale)].code(challenge.code) })
      .catch((error: Error) => parts.log.warn({ why: error.message, person: person.id }, 'a code could not be mailed'))
  return { challenge_id: challenge.id, expires_at: challenge.expires_at.toISOString() }
}
