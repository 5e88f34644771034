import { execFile } from 'node:child_process'
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { debianMirror } from '../scripts/setup/mirror.mjs'

const run = promisify(execFile)

const PACKAGES = [
  'systemd',
  'systemd-sysv',
  'dbus',
  'python3',
  'python3-apt',
  'openssh-server',
  'sudo',
  'ca-certificates',
  'iproute2',
  'libpam-systemd',
]
const ARCHIVES = 'var/cache/apt/archives'

/** An empty Debian 12 as a tar, built the first time and kept in `cache`. */
export async function debianTree(cache: string, say: (line: string) => void): Promise<string> {
  const kept = join(cache, 'debian-12.tar')
  if (existsSync(kept)) return kept
  const mirror = debianMirror()
  if (!mirror) throw new Error('apt knows no Debian 12 mirror')
  say('debootstrap builds an empty Debian 12')
  const folder = mkdtempSync(join(tmpdir(), 'taxi-debootstrap-'))
  try {
    const words = ['--variant=minbase', `--include=${PACKAGES.join(',')}`, 'bookworm', join(folder, 'root'), mirror.uri]
    await run('debootstrap', words, { maxBuffer: 1 << 26 })
    mkdirSync(cache, { recursive: true })
    await run('tar', ['-C', join(folder, 'root'), '-cf', `${kept}.new`, '.'])
    renameSync(`${kept}.new`, kept)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return kept
}

interface Provided {
  publicKey: string
  sshPort: number
  cache: string
}

/** What a provider leaves on a machine: where packages come from, and the key of who rents it. */
export async function putDown(root: string, { publicKey, sshPort, cache }: Provided): Promise<void> {
  rmSync(join(root, 'etc/apt/sources.list'), { force: true })
  for (const place of ['sources.list', 'sources.list.d', 'apt.conf.d', 'auth.conf.d', 'keyrings', 'trusted.gpg.d'])
    if (existsSync(join('/etc/apt', place)))
      cpSync(join('/etc/apt', place), join(root, 'etc/apt', place), { recursive: true })
  // What images of containers add: it throws away what was fetched.
  rmSync(join(root, 'etc/apt/apt.conf.d/docker-clean'), { force: true })
  // The machine lives for minutes: nothing needs to outlast a power cut of this computer.
  writeFileSync(join(root, 'etc/dpkg/dpkg.cfg.d/hurry'), 'force-unsafe-io\n')
  copyPackages(join(cache, 'debs'), join(root, ARCHIVES))
  cpSync('/etc/resolv.conf', join(root, 'etc/resolv.conf'), { dereference: true })
  mkdirSync(join(root, 'root/.ssh'), { mode: 0o700, recursive: true })
  writeFileSync(join(root, 'root/.ssh/authorized_keys'), publicKey, { mode: 0o600 })
  writeFileSync(
    join(root, 'etc/ssh/sshd_config.d/port.conf'),
    `Port ${sshPort}\nListenAddress 127.0.0.1\nPermitRootLogin prohibit-password\n`,
  )
}

/** Keeps the packages a machine has fetched for the next one; apt takes them by their sums. */
export async function keepPackages(root: string, cache: string): Promise<void> {
  mkdirSync(join(cache, 'debs'), { recursive: true })
  copyPackages(join(root, ARCHIVES), join(cache, 'debs'))
}

function copyPackages(from: string, to: string): void {
  for (const file of globSync(join(from, '*.deb'))) {
    const place = join(to, basename(file))
    if (existsSync(place)) continue
    // Two runs may keep the same one at once.
    cpSync(file, `${place}.${process.pid}`)
    renameSync(`${place}.${process.pid}`, place)
  }
}
