import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { projectRoot } from '../config.ts'
import { freePort } from '../outside/free-port.ts'
import { openClipLink } from '../outside/machine/clip-link.ts'
import type { Copied, MachineDriver } from '../outside/machine/driver.ts'
import { dryDownloads } from '../outside/machine/dry-downloads.ts'
import { askSeat, Nothing, type RunSeat, seatHere } from '../outside/machine/seat.ts'
import { startChild } from '../outside/process.ts'

export type TestScreen = Awaited<ReturnType<typeof startTestScreen>>

/** A real screen like a machine's: Xtigervnc on loopback behind a password (unless not locked), with the seat's keymap. */
export async function startTestScreen({ geometry = '1280x800', isLocked = true } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'taxi-screen-'))
  const passwordFile = join(folder, 'passwd')
  const downloads = join(folder, 'Downloads')
  const port = await freePort()
  const password = async (secret: string) => {
    const bytes = execFileSync('tigervncpasswd', ['-f'], { input: secret })
    writeFileSync(`${passwordFile}.new`, bytes, { mode: 0o600 })
    renameSync(`${passwordFile}.new`, passwordFile)
  }
  await password('notyet00')
  const args = ['-displayfd', '1', '-rfbport', String(port), '-localhost', '-geometry', geometry, '-depth', '24']
  args.push(
    '-SecurityTypes',
    isLocked ? 'VncAuth' : 'None',
    '-PasswordFile',
    passwordFile,
    '-BlacklistThreshold',
    '1000000',
  )
  args.push('-AlwaysShared', '-SendPrimary=0', '-SetPrimary=0', '-nolisten', 'tcp')
  const log = pino({ level: 'silent' })
  const child = await startChild('Xtigervnc', args, { name: 'screen', log })
  const display = `:${await firstLine(child.process.stdout)}`
  execFileSync('xkbcomp', ['-w0', join(projectRoot, 'ansible/roles/seat/files/taxi.xkb'), display])
  const seat = seatOf(folder, Number(display.slice(1)))
  return {
    display,
    port,
    folder,
    downloads,
    driver: {
      screen: async () => ({ host: '127.0.0.1', port }),
      password,
      resize: resizeBy(seat),
      clipboard: (heard: (copied: Copied) => void) => openClipLink(seat, heard),
      ...dryDownloads(downloads, () => {}),
    },
    /** Open VNC connections, as the kernel counts them. */
    connections: () =>
      execFileSync('ss', ['-Htn', 'state', 'established', `( sport = :${port} )`], { encoding: 'utf8' })
        .split('\n')
        .filter(Boolean).length,
    async close() {
      await child.stop('SIGTERM', 2000)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** As much of a machine as its own script needs for the screen. */
function seatOf(folder: string, display: number): RunSeat {
  const config = join(folder, 'seat.json')
  mkdirSync(join(folder, 'run'))
  // Any cookie will do: this screen trusts its own user.
  writeFileSync(join(folder, 'run/xauthority'), randomBytes(16))
  writeFileSync(config, JSON.stringify({ root: folder, display }))
  return seatHere(join(projectRoot, 'ansible/roles/seat/files/taxi-seat'), config)
}

function resizeBy(at: RunSeat): MachineDriver['resize'] {
  return async ({ width, height }) => {
    await askSeat(at, Nothing, ['resize', '--screen', `${width}x${height}`], { timeoutMs: 5_000 })
    return true
  }
}

function firstLine(stream: NodeJS.ReadableStream | null): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the screen did not start')), 15_000)
    stream?.once('data', data => {
      clearTimeout(late)
      resolve(String(data).trim())
    })
  })
}
