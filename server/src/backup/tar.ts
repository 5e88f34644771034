import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

/** A file that changed or went while it was read: what runs meanwhile may do that. */
const CHANGED = 1

/** Runs the system's `tar`. Throws what it said when it failed. */
export async function tar(words: string[], { mayChange = false } = {}): Promise<void> {
  const child = spawn('tar', words, { stdio: ['ignore', 'ignore', 'pipe'] })
  const code = new Promise<number | null>((resolve, reject) => {
    child.once('error', error => reject(new Error(`tar does not start: ${error.message}`)))
    child.once('close', resolve)
  })
  const said = await text(child.stderr)
  const ended = await code
  if (ended === 0 || (mayChange && ended === CHANGED)) return
  throw new Error(`tar failed (${ended}): ${said.trim().slice(0, 1_000)}`)
}
