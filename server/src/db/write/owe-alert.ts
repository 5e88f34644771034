import type { Config } from '../../config.ts'
import type { Transaction } from '../client.ts'

/** Before everything else in that chat, and before any person's notice when many wait. */
const PRIORITY = 30
/** The database's clock may be ahead of the server's. */
const AT_ONCE = new Date(0)

interface OwedAlert {
  /** The alert's name, unique: told once, whoever notices it how often. */
  key: string
  /** Of no use afterwards. */
  expiresAt: Date
  /** What it is read from when it is sent. */
  about: object
  /** Not before then. */
  notBefore?: Date
}

/** The administrators' chat is told something. False when that was owed already, or when there is no such chat. */
export async function oweAlert(
  tx: Transaction,
  { ADMIN_CHAT_ID, TELEGRAM_BOT_TOKEN }: Pick<Config, 'ADMIN_CHAT_ID' | 'TELEGRAM_BOT_TOKEN'>,
  { key, expiresAt, about, notBefore = AT_ONCE }: OwedAlert,
): Promise<boolean> {
  if (!ADMIN_CHAT_ID || !TELEGRAM_BOT_TOKEN) return false
  const { count } = await tx.deliveries.createMany({
    data: [
      {
        kind: 'notice',
        chat_id: BigInt(ADMIN_CHAT_ID),
        dedupe_key: key,
        payload: about,
        priority: PRIORITY,
        not_before: notBefore,
        expires_at: expiresAt,
      },
    ],
    skipDuplicates: true,
  })
  if (count) await tx.announce({ about: 'wake', id: 'deliveries' })
  return count > 0
}
