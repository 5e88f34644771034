import { type No, no } from './no.ts'

/** More at once would be a program: each is a process on the machine. */
export const MOST_ON_THEIR_WAY = 4

/** Why a file of so many bytes is not brought to the machine; null when it may come. */
export function whyNotBring(
  bytes: number,
  { limitMb, onTheirWay }: { limitMb: number; onTheirWay: number },
): No | null {
  if (bytes > limitMb * 1024 * 1024) return no('desk.file-too-large', { limit: String(limitMb) })
  return onTheirWay >= MOST_ON_THEIR_WAY ? no('desk.too-many-files') : null
}
