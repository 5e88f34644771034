import { type AtDesk, atOwnSeat, type SeatParts } from './at-own-seat.ts'

/** Deletes a file in the Downloads of one's own seat. */
export function discardDeskFile(parts: SeatParts, { path, ...desk }: AtDesk & { path: string }): Promise<void> {
  return atOwnSeat(parts, desk, driver => driver.discard(desk.sessionId, path))
}
