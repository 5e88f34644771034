import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TaxiChat } from '@taxi/contract/chat.ts'

/** The chats the companion has exported so far, as they lie on the server's disk. */
export function journalOf(dataDir: string): TaxiChat[] {
  const folder = join(dataDir, 'journal')
  if (!existsSync(folder)) return []
  return globSync('*/*/chat.json', { cwd: folder }).map(path => JSON.parse(readFileSync(join(folder, path), 'utf8')))
}
