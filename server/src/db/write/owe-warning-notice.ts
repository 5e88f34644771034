import { isForTelegram, type Warning, warningKey } from '../../domain/warnings.ts'
import type { Transaction } from '../client.ts'

/** Above the files of dumps, below a turn that is held. */
const PRIORITY = 10

/** A warning that Telegram tells too, when the person has it linked. Of no use once the timer has run out. */
export async function oweWarningNotice(tx: Transaction, warning: Warning, personId: string): Promise<void> {
  if (!isForTelegram(warning)) return
  const person = await tx.people.findUniqueOrThrow({ where: { id: personId }, select: { telegram_id: true } })
  if (!person.telegram_id) return
  await tx.deliveries.createMany({
    data: [
      {
        kind: 'notice',
        person_id: personId,
        chat_id: person.telegram_id,
        dedupe_key: `warning:${warningKey(warning)}`,
        payload: { about: 'warning', warning: warningKey(warning) },
        priority: PRIORITY,
        expires_at: warning.endsAt,
      },
    ],
    skipDuplicates: true,
  })
  await tx.announce({ about: 'wake', id: 'deliveries' })
}
