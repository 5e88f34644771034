import type { DeskFile } from '@taxi/contract/desk-files.ts'
import { whyNotBring } from '../domain/desk-file.ts'
import { insist } from '../domain/no.ts'
import { type AtDesk, atOwnSeat, type SeatParts } from './at-own-seat.ts'

interface Brought {
  name: string
  bytes: number
  body: AsyncIterable<Uint8Array>
}

/** How many files are on their way to each session's seat. */
const underWay = new Map<string, number>()

/** Brings a file to the Downloads of one's own seat, whole or not at all. The answer names it as it was kept. */
export function putDeskFile(parts: SeatParts, { name, bytes, body, ...desk }: AtDesk & Brought): Promise<DeskFile> {
  return atOwnSeat(parts, desk, async driver => {
    const before = underWay.get(desk.sessionId) ?? 0
    insist(whyNotBring(bytes, { limitMb: parts.config.MAX_UPLOAD_MB, onTheirWay: before }))
    underWay.set(desk.sessionId, before + 1)
    try {
      return await driver.put(desk.sessionId, name, bytes, body)
    } finally {
      const left = (underWay.get(desk.sessionId) ?? 1) - 1
      if (left) underWay.set(desk.sessionId, left)
      else underWay.delete(desk.sessionId)
    }
  })
}
