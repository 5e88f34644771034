import { join } from 'node:path'
import type { Config } from '../config.ts'

type Where = Pick<Config, 'dataDir'>

/** Where the finished files of a dump lie: `index.html` and the zips. */
export const dumpFolder = (config: Where, dumpId: string) => join(config.dataDir, 'dumps', dumpId)
/** What was fetched from the machine, until the dump is finished and the machine has forgotten it. */
export const pulledFolder = (config: Where, dumpId: string) => join(dumpFolder(config, dumpId), 'pulled')
/** What screens showed at recorded slots: one file for each window. */
export const recordingsFolder = (config: Where) => join(config.dataDir, 'recordings')
/** What the companion exported in the session, one folder per chat. */
export const journalFolder = (config: Where, sessionId: string) => join(config.dataDir, 'journal', sessionId)
