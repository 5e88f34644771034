import { once } from 'node:events'
import { join } from 'node:path'
import { pino } from 'pino'
import { startChild } from '../server/src/outside/process.ts'
import type { TestScreen } from '../server/src/testing/test-screen.ts'

/** A square on the screen that answers every key at once: no toolkit, no browser, no caret. */
export async function openSquare(screen: TestScreen): Promise<{ close(): Promise<void> }> {
  const script = join(import.meta.dirname, 'flip-square.py')
  const log = pino({ level: 'silent' })
  const child = await startChild('/usr/bin/python3', [script, screen.display], { name: 'square', log })
  await Promise.race([once(child.process.stdout as NodeJS.EventEmitter, 'data'), child.exited])
  if (!child.running()) throw new Error(`the square does not show: ${child.lastWords()}`)
  return { close: () => child.stop('SIGTERM', 1_000).then(() => undefined) }
}
