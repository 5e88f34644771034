import type { Db } from '../client.ts'

const underWay = new WeakMap<Db, Map<string, Promise<unknown>>>()

/**
 * Of a crowd in this process `first` runs for one; `others` run when it is over, to look again. The rows still
 * decide: this only keeps two hundred people from waiting for one lock with a transaction each.
 */
export async function oneOfCrowd<T>(
  db: Db,
  key: string,
  { first, others }: { first: () => Promise<T>; others: () => Promise<T> },
): Promise<T> {
  const going = underWay.get(db) ?? new Map<string, Promise<unknown>>()
  underWay.set(db, going)
  const ahead = going.get(key)
  if (ahead) {
    await ahead
    return others()
  }
  const mine = first()
  const over = mine.then(
    () => going.delete(key),
    () => going.delete(key),
  )
  going.set(key, over)
  return mine
}
