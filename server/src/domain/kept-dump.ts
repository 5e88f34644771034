import type { RefusalCode } from '@taxi/contract/refusals.ts'

/** What the rules about a finished dump look at. */
export interface KeptDump {
  state: string
  deletedAt: Date | null
  expiresAt: Date
  /** A file of it is owed to its person at this moment. */
  onItsWay: boolean
}

const finished = new Set(['ready', 'delivered', 'kept'])

/** Why nothing can be had from this dump now; null when something can. */
export function whyNotRead(dump: Pick<KeptDump, 'state' | 'deletedAt' | 'expiresAt'>, now: Date): RefusalCode | null {
  if (dump.deletedAt) return 'dump.deleted'
  if (dump.state === 'expired' || dump.expiresAt <= now) return 'dump.expired'
  return finished.has(dump.state) ? null : 'dump.not-ready'
}

/** Why a dump may not be sent once more to whoever it belongs to; null when it may. */
export function whyNotResend(
  dump: KeptDump,
  receiver: { hasBot: boolean; isLinked: boolean },
  now: Date,
): RefusalCode | null {
  const no = whyNotRead(dump, now)
  if (no) return no
  if (!receiver.hasBot) return 'telegram.no-bot'
  if (!receiver.isLinked) return 'telegram.not-linked'
  return dump.onItsWay ? 'dump.on-its-way' : null
}

/** Why a dump may not be deleted now: while its seat is sealed there is nothing to delete yet. */
export function whyNotDelete(dump: Pick<KeptDump, 'state'>): RefusalCode | null {
  return dump.state === 'sealing' ? 'dump.not-ready' : null
}

/**
 * Whoever keeps nothing here has it all in Telegram: every file arrived there as a file, and the machine owes no more. A file
 * that went as a link lies here still.
 */
export function isToBeLetGo(dump: {
  state: string
  keeps: boolean
  owed: boolean
  parts: number
  arrived: number
}): boolean {
  return dump.state === 'delivered' && !dump.keeps && !dump.owed && dump.parts > 0 && dump.arrived >= dump.parts
}
