import type { Transaction } from '../client.ts'

/** The database's clock may be ahead of the server's. */
const AT_ONCE = new Date(0)

interface OwedMail {
  /** The letter's name, unique: sent once. */
  key: string
  email: string
  personId: string
  priority: number
  expiresAt: Date
  /** What it is read from when it is sent. */
  about: object
}

/** A person is told something by mail; nothing is owed where no mail server is set. */
export async function oweMail(tx: Transaction, owed: OwedMail): Promise<void> {
  const [mails] = await tx.$queryRaw<
    { set: boolean }[]
  >`SELECT coalesce(current_setting('taxi.mails', true), '') = 'on' AS set`
  if (!mails?.set) return
  await tx.deliveries.createMany({
    data: [
      {
        kind: 'notice',
        person_id: owed.personId,
        email: owed.email,
        dedupe_key: owed.key,
        payload: owed.about,
        priority: owed.priority,
        not_before: AT_ONCE,
        expires_at: owed.expiresAt,
      },
    ],
    skipDuplicates: true,
  })
  await tx.announce({ about: 'wake', id: 'deliveries' })
}
