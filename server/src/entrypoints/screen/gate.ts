/** Lets a few through at a time; the others wait in order. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>

/** A gate with this many places. */
export function createGate(places: number): Gate {
  let free = places
  const waiting: (() => void)[] = []

  return async work => {
    if (free > 0) free--
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    } finally {
      // The place goes to the next one directly, so that nobody slips in between.
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
