import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './paths.mjs'

const NOT_SOURCES = new Set(['node_modules', '.output', '.wxt', 'dist', 'generated'])

/**
 * A fingerprint of files and folders of the project: by content, because git changes dates.
 * @param {string[]} paths
 */
export function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const path of paths)
    for (const file of filesBelow(path)) hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  if (!existsSync(join(root, path))) return []
  if (statSync(join(root, path)).isFile()) return [path]
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter(entry => !NOT_SOURCES.has(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]))
}

/**
 * The output was made from these sources: its note says so.
 * @param {string} note
 * @param {string[]} paths
 */
export const isFresh = (note, paths) =>
  existsSync(join(root, note)) && readFileSync(join(root, note), 'utf8') === fingerprint(paths)

/**
 * @param {string} note
 * @param {string} print the fingerprint taken before the output was made
 */
export function noteFresh(note, print) {
  mkdirSync(dirname(join(root, note)), { recursive: true })
  writeFileSync(join(root, note), print)
}
