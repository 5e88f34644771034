import type { Config } from '../../config.ts'
import type { Transaction } from '../client.ts'
import { oweAlert } from './owe-alert.ts'
import { oweDumpMail } from './owe-dump-mail.ts'

/** A dump did not get through to its person’s Telegram and is kept: they hear of it by mail, the administrators in their chat. */
export async function oweUndelivered(tx: Transaction, config: Config, dumpId: string): Promise<void> {
  const { person_id, expires_at } = await tx.dumps.findUniqueOrThrow({ where: { id: dumpId } })
  await oweDumpMail(tx, { dumpId, personId: person_id, expiresAt: expires_at })
  const about = { about: 'undelivered', dump_id: dumpId }
  await oweAlert(tx, config, { key: `undelivered:${dumpId}`, expiresAt: expires_at, about })
}
