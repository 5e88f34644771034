import type { Transaction } from '../client.ts'
import { oweMail } from './owe-mail.ts'

/** A dump that stays in the portal, because its person has no Telegram or there is no bot: they get its address by mail. */
export async function oweDumpMail(
  tx: Transaction,
  { dumpId, personId, expiresAt }: { dumpId: string; personId: string; expiresAt: Date },
): Promise<void> {
  const { email, disabled_at } = await tx.people.findUniqueOrThrow({ where: { id: personId } })
  if (disabled_at) return
  const about = { about: 'dump_kept', dump_id: dumpId }
  await oweMail(tx, { key: `dump-mail:${dumpId}`, email, personId, priority: 0, expiresAt, about })
}
