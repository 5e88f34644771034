import type { DumpClock } from '../clock.ts'
import type { Collected } from '../collected.ts'
import type { DumpFacts } from '../facts.ts'
import type { DumpWords } from '../words.ts'
import type { Pictures } from './pictures.ts'

/** What a page is made of. */
export interface PageOf {
  facts: DumpFacts
  clock: DumpClock
  collected: Collected
  /** Paths in the dump that Telegram cannot carry. */
  portalOnly: ReadonlySet<string>
}

/** The same, with the words and the pictures it is written with. */
export interface Page extends PageOf {
  words: DumpWords
  pictures: Pictures
}
