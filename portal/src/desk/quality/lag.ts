const KEPT = 9
const BAD_MS = 300
const GOOD_MS = 200

/** How late the machine's picture is, and whether a person would notice. */
export interface Lag {
  ms: number
  isBad: boolean
}

/**
 * Learns the lag from round trips through the tunnel, two a second: the middle one of the last few, so that a single
 * late one says nothing. What was called bad stays so until it is clearly better.
 */
export function createLagWatch(): (roundTripMs: number) => Lag {
  const last: number[] = []
  let isBad = false

  return roundTripMs => {
    last.push(roundTripMs)
    if (last.length > KEPT) last.shift()
    const ms = Math.round(last.toSorted((a, b) => a - b)[last.length >> 1] as number)
    if (last.length === KEPT) isBad = ms > (isBad ? GOOD_MS : BAD_MS)
    return { ms, isBad }
  }
}
