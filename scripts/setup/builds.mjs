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
  build('popup for Chrome', 'extension', [wxt, 'build'], '.output/chrome-mv3', '.output/.made-chrome'),
  build(
    'popup for Firefox',
    'extension',
    [wxt, 'build', '-b', 'firefox'],
    '.output/firefox-mv3',
    '.output/.made-firefox',
  ),
  build('companion', 'vm-extension', [wxt, 'build'], '.output/chrome-mv3', '.output/.made-chrome'),
  build('portal', 'portal', [vite, 'build'], 'dist', 'dist/.made'),
]

/**
 * @param {string} name
 * @param {string} folder
 * @param {string[]} command
 * @param {string} output
 * @param {string} note beside an extension's output: a stray file inside would be packed with it
 * @returns {import('./steps.mjs').Step}
 */
function build(name, folder, command, output, note) {
  const sources = [folder, ...shared]
  return {
    name,
    isDone: () => existsSync(join(root, folder, output)) && isFresh(join(folder, note), sources),
    async do(say) {
      const print = fingerprint(sources)
      const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' }
      await run(node24, command, { cwd: join(root, folder), env, say })
      noteFresh(join(folder, note), print)
    },
  }
}
