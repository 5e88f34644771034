import type { DeskFiles } from '@taxi/contract/desk-files.ts'
import { type AtDesk, atOwnSeat, type SeatParts } from './at-own-seat.ts'

/** What lies in the Downloads of one's own seat, newest first. */
export function listDeskFiles(parts: SeatParts, desk: AtDesk): Promise<DeskFiles> {
  return atOwnSeat(parts, desk, async driver => {
    const { files, room } = await driver.downloads(desk.sessionId)
    return {
      files: files.toSorted((a, b) => b.at.localeCompare(a.at)),
      limit: parts.config.MAX_UPLOAD_MB * 1024 * 1024,
      room,
    }
  })
}
