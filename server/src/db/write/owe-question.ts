import type { Transaction } from '../client.ts'
import { oweMail } from './owe-mail.ts'

/** Above the files of dumps: a question is open for minutes, a file can wait. */
const PRIORITY = 20
/** Below everything: it waits for the question's end and must hold nobody up. */
const AFTERWARDS = -10
/** The database's clock may be ahead of the server's. */
const AT_ONCE = new Date(0)
/** Who settles a question at its end needs a moment. */
const SETTLED_MS = 2_000
const HOUR_MS = 3_600_000

interface Question {
  /** The message's name, unique: `offer:<id>`. */
  key: string
  personId: string
  expiresAt: Date
  /** What the message, and what it is changed to afterwards, is read from. */
  asks: object
  outcome: object
  /** Worth a letter to whoever has no Telegram here; it is answered in popup and portal. */
  byMail?: boolean
}

/**
 * A question with buttons is owed to its person in Telegram, when they have it linked. The message is changed
 * afterwards to what came of it: at the question's end, or as soon as `hastenOutcome` is called.
 */
export async function oweQuestion(
  tx: Transaction,
  { key, personId, expiresAt, byMail = false, ...about }: Question,
): Promise<void> {
  const person = await tx.people.findUniqueOrThrow({
    where: { id: personId },
    select: { telegram_id: true, email: true },
  })
  if (!person.telegram_id)
    return byMail
      ? oweMail(tx, { key, personId, expiresAt, email: person.email, priority: PRIORITY, about: about.asks })
      : undefined
  const owed = { kind: 'notice', person_id: personId, chat_id: person.telegram_id }
  await tx.deliveries.createMany({
    data: [
      {
        ...owed,
        dedupe_key: key,
        payload: about.asks,
        priority: PRIORITY,
        not_before: AT_ONCE,
        expires_at: expiresAt,
      },
      {
        ...owed,
        dedupe_key: `${key}:outcome`,
        payload: about.outcome,
        priority: AFTERWARDS,
        not_before: new Date(expiresAt.getTime() + SETTLED_MS),
        expires_at: new Date(expiresAt.getTime() + HOUR_MS),
      },
    ],
    skipDuplicates: true,
  })
  await tx.announce({ about: 'wake', id: 'deliveries' })
}
