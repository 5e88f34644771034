import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { projectRoot } from '../config.ts'
import { freePort } from '../outside/free-port.ts'
import type { SshPlace } from '../outside/machine/ssh-line.ts'

export interface TestSshd {
  place: SshPlace
  /** As `ssh_host_ed25519_key.pub` has it. */
  hostPublicKey: string
  /** Lets this key in, and no other. */
  admit(publicKey: string): void
  stop(): void
  /** With the same keys, or with another host key: somebody else's machine at the same address. */
  start(hostKey?: 'own' | 'other'): Promise<void>
  close(): void
}

export interface TestSshdOptions {
  /** What taxi-gate is started with: where taxi-seat is configured. */
  gate: string[]
  /** Ports that may be forwarded to. */
  open: number[]
}

/** A real sshd on loopback that lets one key in, through taxi-gate alone, as on a machine. */
export async function startSshd({ gate, open }: TestSshdOptions): Promise<TestSshd> {
  const folder = mkdtempSync(join(tmpdir(), 'taxi-sshd-'))
  const port = await freePort()
  const script = join(projectRoot, 'ansible/roles/seat/files/taxi-gate')
  for (const name of ['own', 'other', 'client']) newKey(join(folder, name))
  const command = ['/usr/bin/python3', '-ISB', script, ...gate].join(' ')
  const doors = open.map(port => `permitopen="127.0.0.1:${port}"`).join(',')
  const admit = (publicKey: string) =>
    writeFileSync(
      join(folder, 'authorized_keys'),
      `restrict,port-forwarding,${doors},command="${command}" ${publicKey}\n`,
      { mode: 0o600 },
    )
  admit(readFileSync(join(folder, 'client.pub'), 'utf8').trim())
  // Root's sshd changes into this folder before anybody is known; its package makes it when the service starts.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true })
  let running: ChildProcess | null = null

  const sshd: TestSshd = {
    hostPublicKey: readFileSync(join(folder, 'own.pub'), 'utf8').trim(),
    admit,
    place: {
      host: '127.0.0.1',
      port,
      user: userInfo().username,
      privateKey: readFileSync(join(folder, 'client'), 'utf8'),
      hostKey: fingerprint(join(folder, 'own.pub')),
    },
    async start(hostKey = 'own') {
      const options = [
        `HostKey=${join(folder, hostKey)}`,
        `AuthorizedKeysFile=${join(folder, 'authorized_keys')}`,
        'ListenAddress=127.0.0.1',
        'PidFile=none',
        'StrictModes=no',
        'UsePAM=no',
        'PasswordAuthentication=no',
        'PermitRootLogin=prohibit-password',
        'LogLevel=ERROR',
        // Keeps bash from reading the start-up files of whoever runs the tests.
        'SetEnv=SHLVL=2',
      ]
      const words = ['-D', '-e', '-f', '/dev/null', '-p', String(port), ...options.flatMap(option => ['-o', option])]
      running = spawn('/usr/sbin/sshd', words, { stdio: 'ignore', detached: true })
      for (let tries = 0; !(await answers(port)); tries++) {
        if (tries > 100) throw new Error('sshd does not start')
        await sleep(50)
      }
    },
    stop() {
      if (running?.pid) endWithChildren(running.pid)
      running = null
    },
    close() {
      sshd.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await sshd.start()
  return sshd
}

function newKey(file: string): void {
  const made = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'taxi', '-f', file])
  if (made.status !== 0) throw new Error(`ssh-keygen failed: ${made.stderr}`)
}

const fingerprint = (file: string) => String(spawnSync('ssh-keygen', ['-lf', file]).stdout).split(' ')[1] ?? ''

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('data', () => {
      resolve(true)
      socket.destroy()
    })
    socket.once('error', () => resolve(false))
  })
}

/** sshd gives every connection a process of its own, in a session of its own. */
function endWithChildren(pid: number): void {
  const children = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)]).stdout
  for (const child of String(children).split('\n').map(Number).filter(Boolean)) endWithChildren(child)
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It went by itself.
  }
}
