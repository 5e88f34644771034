import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { debianMirror } from '../scripts/setup/mirror.mjs'
import { freePort } from '../server/src/outside/free-port.ts'
import { debianTree, keepPackages, putDown } from './debian-tree.ts'

const run = promisify(execFile)

/** An empty Debian 12 as one buys it: systemd, sshd, python, nothing of ours. */
export interface Debian {
  sshPort: number
  /** Root's private key there. */
  keyFile: string
  knownHostsFile: string
  /** Its disk, as it lies on this computer. */
  root: string
  /** Runs a command as root. Throws when it fails. */
  asRoot(command: string): Promise<string>
  /** It starts anew as `systemctl reboot` does it, and stays off until `boot`. */
  goDown(): Promise<void>
  boot(): Promise<void>
  close(): Promise<void>
}

const BOOT_MS = 120_000
const OFF_MS = 120_000

/** Where an empty Debian is kept once it was built, and the packages one needed. */
export const CACHE = '/var/cache/vdi-taxi'

/** Why no Debian can be started here; null when one can. */
export function whyNoDebian(): string | null {
  if (process.getuid?.() !== 0) return 'only root starts a machine in a container'
  const missing = ['debootstrap', 'systemd-nspawn', 'ansible-playbook'].filter(
    name => spawnSync('which', [name]).status !== 0,
  )
  if (missing.length) return `not installed: ${missing.join(', ')}`
  // What a container itself is made of; root inside one is often refused it.
  if (spawnSync('unshare', ['--mount', '--pid', '--uts', '--ipc', '--fork', 'true']).status !== 0)
    return 'this computer lets nobody start a container'
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
  await run('tar', ['-C', root, '-xf', await debianTree(cache, say)])
  const keyFile = join(folder, 'key')
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', keyFile])
  const sshPort = await freePort()
  await putDown(root, { publicKey: readFileSync(`${keyFile}.pub`, 'utf8'), sshPort, cache })

  const knownHostsFile = join(folder, 'known_hosts')
  let machine: ChildProcess | null = null
  const debian: Debian = {
    sshPort,
    keyFile,
    knownHostsFile,
    root,
    async asRoot(command) {
      const where = ['-i', keyFile, '-p', String(sshPort), '-o', `UserKnownHostsFile=${knownHostsFile}`]
      const { stdout } = await run('ssh', [...where, '-o', 'BatchMode=yes', 'root@127.0.0.1', command], {
        maxBuffer: 1 << 26,
      })
      return stdout
    },
    async goDown() {
      // The connection goes with the machine.
      await debian.asRoot('systemctl reboot').catch(() => '')
      await off(machine, OFF_MS)
    },
    async boot() {
      say('the machine boots')
      machine = spawn(
        'systemd-nspawn',
        // With --keep-unit a reboot ends it, and whoever started it starts it again.
        ['-D', root, '-M', `taxi-${sshPort}`, '--boot', '--register=no', '--keep-unit', '--console=pipe'],
        { stdio: 'ignore', detached: true },
      )
      await listens(sshPort, machine)
    },
    async close() {
      machine?.kill('SIGTERM')
      await off(machine, OFF_MS / 4)
      await keepPackages(root, cache)
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 })
    },
  }
  try {
    await debian.boot()
    const { stdout } = await run('ssh-keyscan', ['-p', String(sshPort), '-t', 'ed25519', '127.0.0.1'])
    writeFileSync(knownHostsFile, stdout)
    return debian
  } catch (error) {
    await debian.close()
    throw error
  }
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

/** Waits until it is off; pulls the plug when that takes too long. */
async function off(machine: ChildProcess | null, patienceMs: number): Promise<void> {
  if (!machine || machine.exitCode !== null || machine.signalCode !== null) return
  const gone = new Promise(resolve => machine.once('exit', resolve))
  if ((await Promise.race([gone, sleep(patienceMs, 'late', { ref: false })])) === 'late') machine.kill('SIGKILL')
  await gone
}
