import type { Attend, Attendant } from './attendant.ts'
import type { Entry } from './entry.ts'

interface Goes {
  attend(entry: Entry): Attendant
}

/** Who goes along with which tunnel: whoever watches is noted, a session whose person was told so is recorded. */
export function attendWith(watching: Goes, recording: Goes): Attend {
  return entry => {
    if (entry.readOnly) return watching.attend(entry)
    return entry.session.isRecorded ? recording.attend(entry) : null
  }
}
