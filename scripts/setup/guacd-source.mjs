import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aptGet, missingPackages } from './debian.mjs'
import { debianMirror } from './mirror.mjs'
import { commandPath } from './paths.mjs'
import { run } from './run.mjs'

/** guacd with the part that opens VNC screens. */
const PACKAGES = ['guacd', 'libguac-client-vnc0']
/** Debian 12 left guacd out; the release before it has 1.3, which runs on 12 with these libraries of its own. */
const SUITE = 'bullseye'
const FROM_SUITE = [...PACKAGES, 'libguac19', 'libssl1.1', 'libwebp6']
const SOURCE = '/etc/apt/sources.list.d/vdi-taxi-guacd.sources'
const PIN = '/etc/apt/preferences.d/vdi-taxi-guacd'

/** guacd can open screens here; one that was built by hand is believed. */
export function hasGuacd() {
  if (!commandPath('guacd')) return false
  const packaged = missingPackages(['guacd']).length === 0
  return !packaged || missingPackages(PACKAGES).length === 0
}

/**
 * Installs guacd from the older suite, beside the machine's own and by the same mirror and keyring.
 * @param {string[]} root what to put before a command so that root runs it
 * @param {(line: string) => void} say
 */
export async function installGuacd(root, say) {
  const mirror = debianMirror()
  if (!mirror) throw new Error('apt knows no Debian 12 mirror to get guacd from')
  try {
    await writeAsRoot(root, PIN, pins())
    await writeAsRoot(root, SOURCE, sourceFrom(mirror))
    // Reads the lists of this one source.
    const only = [
      '-o',
      `Dir::Etc::sourcelist=${SOURCE}`,
      '-o',
      'Dir::Etc::sourceparts=-',
      '-o',
      'APT::Get::List-Cleanup=0',
    ]
    await aptGet(root, [...only, 'update'], say)
    await aptGet(root, ['install', '-y', '--no-install-recommends', ...PACKAGES], say)
  } catch (error) {
    // A source that does not answer would break every later `apt-get update` of this machine.
    await asRoot(root, ['rm', '-f', SOURCE, PIN])
    throw error
  }
  // The server runs a guacd of its own; the package's would listen beside it for nobody.
  await asRoot(root, ['service', 'guacd', 'stop']).catch(() => {})
  await asRoot(root, ['update-rc.d', 'guacd', 'disable']).catch(() => {})
}

const pins = () => `# guacd and its libraries come from the older release, nothing else does.
Package: *
Pin: release n=${SUITE}
Pin-Priority: -1

Package: ${FROM_SUITE.join(' ')}
Pin: release n=${SUITE}
Pin-Priority: 500
`

/** @param {import('./mirror.mjs').Mirror} mirror */
function sourceFrom({ uri, signedBy, trusted }) {
  const lines = ['Types: deb', `URIs: ${uri}`, `Suites: ${SUITE}`, 'Components: main']
  if (signedBy) lines.push(`Signed-By: ${signedBy}`)
  if (trusted) lines.push('Trusted: yes')
  return `# For guacd of VDI Taxi; ${PIN} keeps everything else away.\n${lines.join('\n')}\n`
}

/**
 * @param {string[]} root
 * @param {string} file
 * @param {string} text
 */
async function writeAsRoot(root, file, text) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  const folder = mkdtempSync(join(tmpdir(), 'taxi-setup-'))
  try {
    writeFileSync(join(folder, 'file'), text)
    await asRoot(root, ['install', '-m', '644', join(folder, 'file'), file])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * @param {string[]} root
 * @param {string[]} line
 */
async function asRoot(root, line) {
  const [command = '', ...rest] = [...root, ...line]
  await run(command, rest, { cwd: '/' })
}
