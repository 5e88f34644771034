import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Where this machine gets Debian from, as its own apt files say.
 * @typedef {{ uri: string, signedBy: string, trusted: boolean }} Mirror
 */

/**
 * The mirror of a suite, read from `/etc/apt`; null when apt knows none.
 * @returns {Mirror | null}
 */
export function debianMirror(suite = 'bookworm', folder = '/etc/apt') {
  const parts = join(folder, 'sources.list.d')
  const files = [
    join(folder, 'sources.list'),
    ...(existsSync(parts) ? readdirSync(parts).map(f => join(parts, f)) : []),
  ]
  for (const file of files.filter(name => existsSync(name))) {
    const text = readFileSync(file, 'utf8')
    const found = file.endsWith('.sources') ? fromStanzas(text, suite) : fromLines(text, suite)
    if (found) return found
  }
  return null
}

/**
 * deb822: `Types: deb`, `URIs: …`, one stanza a source; a field goes on where lines are indented.
 * @param {string} text
 * @param {string} suite
 * @returns {Mirror | null}
 */
function fromStanzas(text, suite) {
  const withoutComments = text.replace(/^#.*\n/gm, '')
  for (const stanza of withoutComments.split(/\n\s*\n/)) {
    /** @param {string} name */
    const field = name => new RegExp(`^${name}:[ \\t]*(.*(?:\\n[ \\t].*)*)`, 'im').exec(stanza)?.[1]?.trimEnd() ?? ''
    const words = (/** @type {string} */ name) => field(name).split(/\s+/)
    if (!words('Types').includes('deb') || !words('Suites').includes(suite)) continue
    if (!words('Components').includes('main') || field('Enabled').toLowerCase() === 'no') continue
    const uri = words('URIs').find(isMirror)
    if (uri) return { uri, signedBy: field('Signed-By'), trusted: field('Trusted').toLowerCase() === 'yes' }
  }
  return null
}

/**
 * One line a source: `deb [signed-by=/…] <address> <suite> main`.
 * @param {string} text
 * @param {string} suite
 * @returns {Mirror | null}
 */
function fromLines(text, suite) {
  for (const line of text.split('\n')) {
    const [, options = '', uri = '', name, components = ''] =
      /^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+(.*)$/.exec(line.trim()) ?? []
    if (name !== suite || !isMirror(uri) || !components.split(/\s+/).includes('main')) continue
    const signedBy = /signed-by=(\S+)/i.exec(options)?.[1]?.replaceAll(',', ' ') ?? ''
    return { uri, signedBy, trusted: /trusted=yes/i.test(options) }
  }
  return null
}

/** @param {string} uri */
const isMirror = uri => uri.includes(':') && !uri.startsWith('cdrom:')
