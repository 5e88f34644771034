import { aptGet, asRoot, isDebian12, missingPackages } from './debian.mjs'
import { run } from './run.mjs'
import { NotHere } from './steps.mjs'

/** What the tests need besides: an sshd to stand in for a machine's. */
const PACKAGES = ['openssh-server', 'openssh-client']

/**
 * The Debian packages only tests need.
 * @type {import('./steps.mjs').Step}
 */
export const testPackages = {
  name: 'packages of the tests',
  isDone: () => !isDebian12() || missingPackages(PACKAGES).length === 0,
  async do(say) {
    const prefix = asRoot()
    const missing = missingPackages(PACKAGES)
    if (!prefix) throw new NotHere(`Missing for the tests: ${missing.join(', ')}. Install them as root.`)
    const hadSshd = !missing.includes('openssh-server')
    await aptGet(prefix, ['update'], say).catch(() => {})
    await aptGet(prefix, ['install', '-y', '--no-install-recommends', ...missing], say)
    // The tests start one of their own; the package's would let people into this computer.
    if (!hadSshd) await stopSshd(prefix, say)
  },
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
