import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { journalFolder } from './folders.ts'
import { safeName } from './safe-name.ts'

/** Where the journal of one chat lies. */
export function chatFolder(
  config: Pick<Config, 'dataDir'>,
  sessionId: string,
  service: string,
  chatId: string,
): string {
  return join(journalFolder(config, sessionId), chatFolderName(service, chatId))
}

/** An id that had to be changed to be a folder's name gets its own mark, so that two never meet. */
export function chatFolderName(service: string, chatId: string): string {
  const wanted = `${service}_${chatId}`
  const name = safeName(wanted, 100, 'chat')
  const mark = createHash('sha256').update(`${service}/${chatId}`).digest('hex').slice(0, 8)
  return name === wanted ? name : `${name}-${mark}`
}
