import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { run } from './run.mjs'

/** True on Debian 12, the system the packages are named for. */
export function isDebian12(file = '/etc/os-release') {
  if (!existsSync(file)) return false
  const release = readFileSync(file, 'utf8')
  return /^ID=debian$/m.test(release) && /^VERSION_ID="12"$/m.test(release)
}

/**
 * Those of the packages that are not installed.
 * @param {string[]} packages
 */
export function missingPackages(packages) {
  // It ends with 1 when it does not know a package, and lists the others all the same.
  const format = '$' + '{Package} $' + '{db:Status-Status}\n'
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', format, ...packages], { encoding: 'utf8' })
  const installed = new Set((stdout ?? '').split('\n').filter(line => line.endsWith(' installed')))
  return packages.filter(name => !installed.has(`${name} installed`))
}

/** What to put before a command so that root runs it; null when that is not possible without asking somebody. */
export function asRoot() {
  if (process.getuid?.() === 0) return []
  try {
    execFileSync('sudo', ['-n', 'true'], { stdio: 'ignore' })
    return ['sudo', '-n']
  } catch {
    return null
  }
}

/**
 * apt-get as root, without questions, waiting for another apt that runs.
 * @param {string[]} prefix from `asRoot`
 * @param {string[]} args
 * @param {(line: string) => void} say
 */
export async function aptGet(prefix, args, say) {
  const quietly = ['env', 'DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C', 'apt-get', '-o', 'DPkg::Lock::Timeout=300']
  const [command = '', ...rest] = [...prefix, ...quietly, ...args]
  await run(command, rest, { cwd: '/', say })
}

/** @param {string[]} packages */
export const aptLine = packages => `apt-get update && apt-get install --no-install-recommends ${packages.join(' ')}`
