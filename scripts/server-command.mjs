import { join } from 'node:path'
import { root } from './setup/paths.mjs'

/**
 * Each thread's young generation grows to 64 MB while modules are read, and stays so: two halves of 4 MB do as well.
 * `gc` is there for `note-streamed.ts` alone.
 */
export const serverFlags = ['--max-semi-space-size=4', '--expose-gc']

/**
 * What was compiled once is kept: no thread holds a compiler of TypeScript any more (20 MB), each start is half a second shorter.
 * Two heaps of the C library for all threads instead of one each: what passes through a dump of 600 MB leaves 25 MB
 * behind instead of 77.
 */
export const serverEnvironment = {
  NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/taxi-compiled'),
  MALLOC_ARENA_MAX: '2',
}
