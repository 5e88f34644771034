import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { beginRecording } from '../../actions/begin-recording.ts'
import { endRecording } from '../../actions/end-recording.ts'
import { recordingsFolder } from '../../dump/folders.ts'
import { openRecordingFile } from '../../outside/recording-file.ts'
import type { Parts } from '../../parts.ts'
import type { Attendant } from './attendant.ts'
import type { Entry } from './entry.ts'
import { InstructionScanner } from './instruction-scanner.ts'

type Needs = Pick<Parts, 'config' | 'change' | 'now' | 'log'>

/** Records what the windows of recorded sessions show, each into a file of its own. */
export function createRecording(parts: Needs) {
  return {
    attend({ session }: Entry): Attendant {
      let running: ReturnType<typeof record> | null = null
      return {
        relayed(chunk) {
          running ??= record(parts, session.id)
          running.write(playable(chunk))
        },
        closed: () => running?.end(),
      }
    },
  }
}

/** The row is written beside the first bytes: a file without one is swept away, a row without a file is said so. */
function record(parts: Needs, sessionId: string) {
  const id = randomUUID()
  const log = parts.log.child({ recording: id, session: sessionId })
  const file = openRecordingFile(join(recordingsFolder(parts.config), `${id}.guac.gz`), {
    diskFloorMb: parts.config.DISK_FLOOR_MB,
    onStopped: why => log.warn({ why }, 'a recording stopped before its session'),
  })
  const begun = beginRecording(parts, { id, sessionId })
  begun.catch(error => log.warn({ error }, 'a recording could not be written down'))
  return {
    write: file.write,
    async end() {
      const bytes = await file.close()
      await begun
      await endRecording(parts, { id, bytes })
    },
  }
}

/** Players count bytes as letters. What is not ASCII (somebody's name, a title) draws nothing and is left out. */
function playable(chunk: string): string {
  if (!NOT_ASCII.test(chunk)) return chunk
  const whole = new InstructionScanner(Number.POSITIVE_INFINITY).push(Buffer.from(chunk))
  return whole
    .map(({ raw }) => raw.toString())
    .filter(text => !NOT_ASCII.test(text))
    .join('')
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: all that is not ASCII
const NOT_ASCII = /[^\x00-\x7f]/
