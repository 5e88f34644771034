import { isForTelegram, type Warning, warningKey } from '../../domain/warnings.ts'
import type { Transaction } from '../client.ts'
import { oweNotice } from './owe-notice.ts'

/** A warning that Telegram tells too. Of no use once the timer has run out. */
export async function oweWarningNotice(tx: Transaction, warning: Warning, personId: string): Promise<void> {
  if (!isForTelegram(warning)) return
  const key = warningKey(warning)
  const about = { about: 'warning', warning: key }
  await oweNotice(tx, { key: `warning:${key}`, personId, expiresAt: warning.endsAt, about })
}
