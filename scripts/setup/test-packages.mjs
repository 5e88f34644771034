import { aptGet, asRoot, isDebian12, missingPackages } from './debian.mjs'
import { run } from './run.mjs'
import { NotHere } from './steps.mjs'

/** What the tests need besides: an sshd to stand in for a machine's. */
export const testPackages = packagesFor('packages of the tests', ['openssh-server', 'openssh-client'])

/** What builds a whole machine in a container, and provisions it. */
export const machinePackages = packagesFor('packages of the machines’ tests', [
  'openssh-client',
  'debootstrap',
  'systemd-container',
  'ansible',
  'ansible-lint',
])

/**
 * Debian packages that only tests need.
 * @param {string} name
 * @param {string[]} packages
 * @returns {import('./steps.mjs').Step}
 */
function packagesFor(name, packages) {
  return {
    name,
    isDone: () => !isDebian12() || missingPackages(packages).length === 0,
    async do(say) {
      const prefix = asRoot()
      const missing = missingPackages(packages)
      if (!prefix) throw new NotHere(`Missing for the tests: ${missing.join(', ')}. Install them as root.`)
      await aptGet(prefix, ['update'], say).catch(() => {})
      await aptGet(prefix, ['install', '-y', '--no-install-recommends', ...missing], say)
      // The tests start one of their own; the package's would let people into this computer.
      if (missing.includes('openssh-server')) await stopSshd(prefix, say)
    },
  }
}

/**
 * @param {string[]} prefix
 * @param {(line: string) => void} say
 */
async function stopSshd(prefix, say) {
  for (const words of [
    ['service', 'ssh', 'stop'],
    ['update-rc.d', 'ssh', 'disable'],
  ]) {
    const [command = '', ...rest] = [...prefix, ...words]
    await run(command, rest, { cwd: '/', say }).catch(() => {})
  }
}
