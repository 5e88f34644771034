import type { Transaction } from '../client.ts'
import { oweMail } from './owe-mail.ts'

/** Above the files of dumps, below a question that is open for minutes. */
const PRIORITY = 10
/** The database's clock may be ahead of the server's. */
const AT_ONCE = new Date(0)

interface OwedNotice {
  /** The message's name, unique: told once. */
  key: string
  personId: string
  /** Of no use afterwards. */
  expiresAt: Date
  /** What it is read from when it is sent: ids only. */
  about: object
  /** Worth a letter to whoever has no Telegram here. */
  byMail?: boolean
  /** Higher goes first. */
  priority?: number
}

/** Something is to be told in Telegram, when the person has it linked; else perhaps by mail. */
export async function oweNotice(
  tx: Transaction,
  { byMail = false, priority = PRIORITY, ...owed }: OwedNotice,
): Promise<void> {
  const person = await tx.people.findUniqueOrThrow({
    where: { id: owed.personId },
    select: { telegram_id: true, email: true },
  })
  const { key, personId, expiresAt, about } = owed
  if (!person.telegram_id) return byMail ? oweMail(tx, { ...owed, email: person.email, priority }) : undefined
  await tx.deliveries.createMany({
    data: [
      {
        kind: 'notice',
        person_id: personId,
        chat_id: person.telegram_id,
        dedupe_key: key,
        payload: about,
        priority,
        not_before: AT_ONCE,
        expires_at: expiresAt,
      },
    ],
    skipDuplicates: true,
  })
  await tx.announce({ about: 'wake', id: 'deliveries' })
}
