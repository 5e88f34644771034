import type { AskView } from '@taxi/contract/asks.ts'

/** The list with this request as it now stands; a new one comes first. */
export function withAsk(asks: readonly AskView[], ask: AskView): AskView[] {
  const known = asks.some(other => other.id === ask.id)
  if (!known) return [ask, ...asks]
  return asks.map(other => (other.id === ask.id ? ask : other))
}

export const isOpen = (ask: AskView, now: Date) => ask.state === 'open' && Date.parse(ask.expires_at) > now.getTime()

/** Requests the person has to answer, the one that lapses first on top. */
export const asksToMe = (asks: readonly AskView[], now: Date): AskView[] =>
  asks
    .filter(ask => ask.to.mine && isOpen(ask, now))
    .toSorted((a, b) => Date.parse(a.expires_at) - Date.parse(b.expires_at))

/** The person's own request for this slot that nobody has answered yet. */
export const myAskFor = (slotId: string, asks: readonly AskView[], now: Date): AskView | undefined =>
  asks.find(ask => ask.slot_id === slotId && ask.from.mine && isOpen(ask, now))
