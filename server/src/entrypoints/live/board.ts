import { randomUUID } from 'node:crypto'
import { readBoard } from '../../db/read/board.ts'
import type { Person } from '../../domain/person.ts'
import { type BoardSlot, slotViewFor } from '../../domain/slot-view.ts'
import type { Parts } from '../../parts.ts'

/** Every slot, kept in memory until something changes: 500 popups ask for the same list. */
export interface Board {
  /** Changes with the server's life: versions of different lives do not compare. */
  epoch: string
  version(): number
  /** What was read so far counts no more. Called at once for changes of our own, by news for those of others. */
  forget(): void
  /** One more change is told to people. */
  next(): number
  slots(): Promise<BoardSlot[]>
  /** The list as this person sees it, as the bytes of its JSON, and the version it stands at. */
  listFor(person: Person): Promise<SeenList>
}

interface SeenList {
  version: number
  json: Buffer
}

/** Rows may be changed by hand, and nobody is told: the net under the news. */
const FRESH_MS = 1_000

export function createBoard({ db, now }: Pick<Parts, 'db' | 'now'>): Board {
  let version = 0
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<BoardSlot[]> | null = null
  const lists = new Map<string, SeenList>()

  function forget() {
    reading = null
    lists.clear()
  }

  function slots(): Promise<BoardSlot[]> {
    if (performance.now() - readAt > FRESH_MS) forget()
    if (reading) return reading
    const mine = readBoard(db)
    reading = mine
    readAt = performance.now()
    mine.catch(() => {
      if (reading === mine) reading = null
    })
    return mine
  }

  return {
    epoch: randomUUID(),
    version: () => version,
    forget,
    next() {
      forget()
      return ++version
    },
    slots,
    async listFor(person) {
      const key = [person.id, person.isAdmin, ...person.permissions].join()
      const kept = performance.now() - readAt <= FRESH_MS && lists.get(key)
      if (kept) return kept
      // Taken before the reading: a change that comes in between is told once more, never missed.
      const standing = version
      const read = slots()
      const list = {
        version: standing,
        json: Buffer.from(JSON.stringify((await read).map(slot => slotViewFor(slot, person, now())))),
      }
      if (reading === read) lists.set(key, list)
      return list
    },
  }
}
