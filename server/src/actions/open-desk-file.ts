import { Refusal } from '../domain/refusal.ts'
import { type AtDesk, atOwnSeat, type SeatParts } from './at-own-seat.ts'

/** The bytes of one file in the Downloads of one's own seat. Whether it is there is known before the first of them. */
export function openDeskFile(
  parts: SeatParts,
  { path, ...desk }: AtDesk & { path: string },
): Promise<AsyncIterable<Uint8Array>> {
  return atOwnSeat(parts, desk, async driver => {
    const { files } = await driver.downloads(desk.sessionId)
    if (!files.some(file => file.path === path && file.whole)) throw new Refusal('desk.file-unknown')
    return driver.fetchDownload(desk.sessionId, path)
  })
}
