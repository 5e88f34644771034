import { existsSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const windows = process.platform === 'win32'
/** Node 24 as the npm package `node` brings it: the machine's own may be older and cannot run TypeScript. */
export const node24 = join(root, 'node_modules/node/bin', windows ? 'node.exe' : 'node')

/**
 * Where a command lies, or null. /usr/sbin is not on an ordinary user's PATH, guacd lies there.
 * @param {string} command
 */
export function commandPath(command) {
  const folders = `${process.env.PATH ?? ''}${delimiter}/usr/sbin${delimiter}/sbin`.split(delimiter)
  return folders.map(folder => join(folder, command)).find(file => existsSync(file)) ?? null
}
