import { aptGet, asRoot, isDebian12, missingPackages } from './debian.mjs'
import { run } from './run.mjs'
import { NotHere } from './steps.mjs'

/** What the tests need besides: an sshd to stand in for a machine's, and the proxy in front of several servers. */
export const testPackages = packagesFor('packages of the tests', ['openssh-server', 'openssh-client', 'caddy'])

/** What builds a whole machine in a container, which only root can, and provisions it. */
export const machinePackages = packagesFor(
  'packages of the machines’ tests',
  ['openssh-client', 'debootstrap', 'systemd-container', 'ansible-core'],
  () => process.getuid?.() === 0,
)

/**
 * Debian packages that only tests need.
 * @param {string} name
 * @param {string[]} packages
 * @param {() => boolean} [areWanted]
 * @returns {import('./steps.mjs').Step}
 */
function packagesFor(name, packages, areWanted = () => true) {
  return {
    name,
    isDone: () => !isDebian12() || !areWanted() || missingPackages(packages).length === 0,
    async do(say) {
      const prefix = asRoot()
      const missing = missingPackages(packages)
      if (!prefix) throw new NotHere(`Missing for the tests: ${missing.join(', ')}. Install them as root.`)
      await aptGet(prefix, ['update'], say).catch(() => {})
      await aptGet(prefix, ['install', '-y', '--no-install-recommends', ...missing], say)
      // The tests start some of their own; the packages' would let people into this computer.
      for (const [name, service] of SERVICES) if (missing.includes(name)) await stopService(service, prefix, say)
    },
  }
}

/** Packages that start something when they are installed. */
const SERVICES = /** @type {const} */ ([
  ['openssh-server', 'ssh'],
  ['caddy', 'caddy'],
])

/**
 * @param {string} service
 * @param {string[]} prefix
 * @param {(line: string) => void} say
 */
async function stopService(service, prefix, say) {
  for (const words of [
    ['service', service, 'stop'],
    ['update-rc.d', service, 'disable'],
  ]) {
    const [command = '', ...rest] = [...prefix, ...words]
    await run(command, rest, { cwd: '/', say }).catch(() => {})
  }
}
