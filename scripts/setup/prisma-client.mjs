import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { commandPath, node24, root } from './paths.mjs'
import { run } from './run.mjs'
import { fingerprint, isFresh, noteFresh } from './sources.mjs'

const SOURCES = ['prisma/schema.prisma', 'node_modules/prisma/package.json']
const NOTE = 'server/src/db/generated/.made-from'

/** @type {import('./steps.mjs').Step} */
export const prismaClient = {
  name: 'database client',
  isDone: () => existsSync(join(root, 'server/src/db/generated/client.ts')) && isFresh(NOTE, SOURCES),
  async do(say) {
    const print = fingerprint(SOURCES)
    const prisma = join(root, 'node_modules/prisma/build/index.js')
    const env = {
      ...process.env,
      // Every command wants to download an engine that `generate` does not use.
      PRISMA_SCHEMA_ENGINE_BINARY: commandPath('true') ?? process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    }
    await run(node24, [prisma, 'generate', '--schema', 'prisma/schema.prisma'], { env, say })
    noteFresh(NOTE, print)
  },
}
