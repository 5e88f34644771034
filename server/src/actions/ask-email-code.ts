import { randomUUID } from 'node:crypto'
import type { EmailCodeAsked } from '@taxi/contract/safety.ts'
import type * as z from 'zod/mini'
import type { Transaction } from '../db/client.ts'
import { placeOf } from '../db/sealed-columns.ts'
import { countAttempt } from '../db/write/count-attempt.ts'
import { Refusal } from '../domain/refusal.ts'
import { MAILS, MAILS_FROM_ADDRESS } from '../domain/sign-in.ts'
import { EMAIL_CODE_MS } from '../domain/tokens.ts'
import { emailCodeHash, newEmailCode } from '../outside/email-code.ts'
import { hashOf } from '../outside/secrets.ts'
import type { Parts } from '../parts.ts'

/** Somebody stands at the door. */
const PRIORITY = 20
/** The database's clock may be ahead of the server's. */
const AT_ONCE = new Date(0)

/**
 * Owes a six-digit code by mail to somebody with an account. For an address nobody has the answer is the same in the same
 * time: a letter that nobody gets is written too, and a code that was never sent waits to be guessed wrong.
 */
export async function askEmailCode(
  parts: Parts,
  { email, address }: { email: string; address: string },
): Promise<z.infer<typeof EmailCodeAsked>> {
  if (!parts.mail) throw new Refusal('auth.way-off')
  const mailbox = email.trim().toLowerCase()
  const now = parts.now()
  const challenge = { id: randomUUID(), code: newEmailCode(), expires_at: new Date(now.getTime() + EMAIL_CODE_MS) }
  const counted = [
    { kind: 'email-code', key: hashOf(mailbox), limit: MAILS },
    { kind: 'email-code.from', key: address, limit: MAILS_FROM_ADDRESS },
  ]
  await parts.change(async tx => {
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
    await oweLetter(parts, tx, { ...challenge, now, email: mailbox, personId: person?.id ?? null })
  })
  return { challenge_id: challenge.id, expires_at: challenge.expires_at.toISOString() }
}

async function oweLetter(
  { secrets }: Parts,
  tx: Transaction,
  letter: { id: string; code: string; expires_at: Date; email: string; personId: string | null; now: Date },
): Promise<void> {
  const id = randomUUID()
  const sealed = secrets.seal(letter.code, placeOf({ table: 'deliveries', column: 'secret_encrypted' }, id))
  const isKnown = letter.personId !== null
  await tx.deliveries.create({
    data: {
      id,
      kind: 'notice',
      person_id: letter.personId,
      email: letter.email,
      dedupe_key: `email-code:${letter.id}`,
      payload: { about: 'email_code', challenge_id: letter.id },
      secret_encrypted: isKnown ? sealed : null,
      state: isKnown ? 'queued' : 'dead',
      priority: PRIORITY,
      not_before: AT_ONCE,
      expires_at: letter.expires_at,
      created_at: letter.now,
    },
  })
  await tx.announce({ about: 'wake', id: 'deliveries' })
}
