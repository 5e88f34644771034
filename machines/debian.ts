import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { debianMirror } from '../scripts/setup/mirror.mjs'
import { freePort } from '../server/src/outside/free-port.ts'

const run = promisify(execFile)

/** An empty Debian 12 as one buys it: systemd, sshd, python, nothing of ours. */
export interface Debian {
  sshPort: number
  /** Root's private key there. */
  keyFile: string
  knownHostsFile: string
  /** Runs a command as root. Throws when it fails. */
  asRoot(command: string): Promise<string>
  close(): Promise<void>
}

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
const BOOT_MS = 120_000

/** Why no Debian can be started here; null when one can. */
export function whyNoDebian(): string | null {
  if (process.getuid?.() !== 0) return 'only root starts a machine in a container'
  const missing = ['debootstrap', 'systemd-nspawn', 'ansible-playbook'].filter(
    name => spawnSync('which', [name]).status !== 0,
  )
  if (missing.length) return `not installed: ${missing.join(', ')}`
  return debianMirror() ? null : 'apt knows no Debian 12 mirror'
}

/**
 * Starts one from a tree that is built once and kept in `cache` (a minute), in systemd-nspawn. It shares this
 * computer's network: its sshd listens on loopback, on a port of its own.
 */
export async function startDebian(cache: string, say: (line: string) => void): Promise<Debian> {
  const folder = mkdtempSync(join(tmpdir(), 'taxi-debian-'))
  const root = join(folder, 'root')
  mkdirSync(root)
  await run('tar', ['-C', root, '-xf', await tree(cache, say)])
  const keyFile = join(folder, 'key')
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', keyFile])
  const sshPort = await freePort()
  await putDown(root, { publicKey: readFileSync(`${keyFile}.pub`, 'utf8'), sshPort })

  say('the machine boots')
  const machine = spawn(
    'systemd-nspawn',
    ['-D', root, '-M', `taxi-${sshPort}`, '--boot', '--register=no', '--keep-unit', '--console=pipe'],
    { stdio: 'ignore', detached: true },
  )
  const knownHostsFile = join(folder, 'known_hosts')
  const debian: Debian = {
    sshPort,
    keyFile,
    knownHostsFile,
    async asRoot(command) {
      const where = ['-i', keyFile, '-p', String(sshPort), '-o', `UserKnownHostsFile=${knownHostsFile}`]
      const { stdout } = await run('ssh', [...where, '-o', 'BatchMode=yes', 'root@127.0.0.1', command], {
        maxBuffer: 1 << 26,
      })
      return stdout
    },
    async close() {
      await powerOff(machine)
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 })
    },
  }
  try {
    await listens(sshPort, machine)
    const { stdout } = await run('ssh-keyscan', ['-p', String(sshPort), '-t', 'ed25519', '127.0.0.1'])
    writeFileSync(knownHostsFile, stdout)
    return debian
  } catch (error) {
    await debian.close()
    throw error
  }
}

async function tree(cache: string, say: (line: string) => void): Promise<string> {
  const kept = join(cache, 'debian-12.tar')
  if (existsSync(kept)) return kept
  const mirror = debianMirror()
  if (!mirror) throw new Error('apt knows no Debian 12 mirror')
  say('debootstrap builds an empty Debian 12')
  const folder = mkdtempSync(join(tmpdir(), 'taxi-debootstrap-'))
  try {
    const words = ['--variant=minbase', `--include=${PACKAGES.join(',')}`, 'bookworm', join(folder, 'root'), mirror.uri]
    await run('debootstrap', words, { maxBuffer: 1 << 26 })
    mkdirSync(dirname(kept), { recursive: true })
    await run('tar', ['-C', join(folder, 'root'), '-cf', `${kept}.new`, '.'])
    await run('mv', [`${kept}.new`, kept])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return kept
}

/** What a provider leaves on a machine: where packages come from, and the key of who rents it. */
async function putDown(root: string, { publicKey, sshPort }: { publicKey: string; sshPort: number }): Promise<void> {
  rmSync(join(root, 'etc/apt/sources.list'), { force: true })
  for (const place of ['sources.list', 'sources.list.d', 'apt.conf.d', 'auth.conf.d', 'keyrings', 'trusted.gpg.d'])
    if (existsSync(join('/etc/apt', place)))
      cpSync(join('/etc/apt', place), join(root, 'etc/apt', place), { recursive: true })
  cpSync('/etc/resolv.conf', join(root, 'etc/resolv.conf'), { dereference: true })
  mkdirSync(join(root, 'root/.ssh'), { mode: 0o700, recursive: true })
  writeFileSync(join(root, 'root/.ssh/authorized_keys'), publicKey, { mode: 0o600 })
  writeFileSync(
    join(root, 'etc/ssh/sshd_config.d/port.conf'),
    `Port ${sshPort}\nListenAddress 127.0.0.1\nPermitRootLogin prohibit-password\n`,
  )
}

async function listens(port: number, machine: ChildProcess): Promise<void> {
  for (const until = performance.now() + BOOT_MS; performance.now() < until; await sleep(250)) {
    if (machine.exitCode !== null) throw new Error(`systemd-nspawn ended with ${machine.exitCode}`)
    if (await greets(port)) return
  }
  throw new Error('the machine’s sshd does not answer')
}

function greets(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('data', () => resolve(true) ?? socket.destroy())
    socket.once('error', () => resolve(false))
  })
}

/** systemd in the container takes this signal for the power button. */
async function powerOff(machine: ChildProcess): Promise<void> {
  if (machine.exitCode !== null || machine.signalCode !== null) return
  const gone = new Promise(resolve => machine.once('exit', resolve))
  machine.kill('SIGTERM')
  if ((await Promise.race([gone, sleep(30_000, 'late', { ref: false })])) === 'late') machine.kill('SIGKILL')
  await gone
}
