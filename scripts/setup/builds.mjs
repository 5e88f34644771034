import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { node24, root } from './paths.mjs'
import { run } from './run.mjs'
import { fingerprint, isFresh, noteFresh } from './sources.mjs'

const wxt = join(root, 'node_modules/wxt/bin/wxt.mjs')
const vite = join(root, 'node_modules/vite/bin/vite.js')
const shared = ['package-lock.json', 'contract/src', 'ui/src', 'ui/package.json']

/** Everything browsers load: popup (Chrome, Firefox), companion, portal. */
export const builds = [
  build('popup for Chrome', 'extension', [wxt, 'build'], '.output', 'chrome-mv3/manifest.json'),
  build('popup for Firefox', 'extension', [wxt, 'build', '-b', 'firefox'], '.output', 'firefox'),
  build('companion', 'vm-extension', [wxt, 'build'], '.output', 'chrome-mv3/manifest.json'),
  build('portal', 'portal', [vite, 'build'], 'dist', 'index.html'),
]

/**
 * @param {string} name
 * @param {string} folder
 * @param {string[]} command
 * @param {string} output
 * @param {string} proof a file that is there when the output is
 * @returns {import('./steps.mjs').Step}
 */
function build(name, folder, command, output, proof) {
  const sources = [folder, ...shared]
  const note = join(folder, output, `.made-from-${name.split(' ').pop()?.toLowerCase()}`)
  const isThere = () => proof === 'firefox' || existsSync(join(root, folder, output, proof))
  return {
    name,
    isDone: () => isThere() && isFresh(note, sources),
    async do(say) {
      const print = fingerprint(sources)
      await run(node24, command, { cwd: join(root, folder), env: { ...process.env, NODE_ENV: 'production' }, say })
      noteFresh(note, print)
    },
  }
}
