import type { Attend, Attendant } from './attendant.ts'
import type { Entry } from './entry.ts'

interface Goes {
  attend(entry: Entry): Attendant
}

/** Who goes along with which tunnel: whoever watches is noted. */
export const attendWith =
  (watching: Goes): Attend =>
  entry =>
    entry.readOnly ? watching.attend(entry) : null
