const KEPT = 1_000

/** The last thousand values of something measured, and how they spread. */
export interface RecentValues {
  add(value: number): void
  /** Count of all there ever were; the spread is of the last thousand, null when there is none. */
  read(): { count: number; p50: number | null; p95: number | null }
}

export function createRecentValues(): RecentValues {
  const values = new Float64Array(KEPT)
  let count = 0
  return {
    add(value) {
      values[count++ % KEPT] = value
    },
    read() {
      const sorted = values.slice(0, Math.min(count, KEPT)).sort()
      // Nearest rank.
      const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? null
      return { count, p50: at(0.5), p95: at(0.95) }
    },
  }
}
