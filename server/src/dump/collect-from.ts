import type { DumpClock } from './clock.ts'
import type { DumpFacts } from './facts.ts'

/** Where the parts of a dump are collected from. */
export interface CollectFrom {
  facts: DumpFacts
  clock: DumpClock
  /** What was fetched from the machine. */
  pulled: string
  /** What the companion exported. */
  journal: string
  /** A folder of this assembly's own, thrown away afterwards. */
  work: string
}
