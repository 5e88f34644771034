/** One measured figure beside what it is compared with, both of the same run. */
export interface Figure {
  bench: string
  what: string
  value: number
  unit: string
  /** The same asked of something plain; null where there is nothing to compare with. */
  yardstick: { what: string; value: number } | null
  target: string
  ok: boolean
  /** What else was seen: how often, how the rest spread. */
  seen: string
}

/** Keeps a started part, to be closed when its bench is over, however it ends. */
export type Keep = <T extends { close(): unknown }>(part: T) => T

export interface BenchOptions {
  keep: Keep
  rounds: number
  say: (line: string) => void
}

export type Bench = (options: BenchOptions) => Promise<Figure[]>

/** The value below which this share of the values lies (nearest rank), to a tenth. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return tenth(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN)
}

export const tenth = (value: number) => Math.round(value * 10) / 10
