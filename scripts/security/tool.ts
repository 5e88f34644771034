import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../server/src/config.ts'
import { aptGet, aptLine, asRoot, isDebian12 } from '../setup/debian.mjs'
import { commandPath } from '../setup/paths.mjs'
import { environmentForNpm, run } from '../setup/run.mjs'

/** The command of a Debian package, installed now when it is not there. Throws with what to type when it cannot be. */
export async function debianTool(name: string, say: (line: string) => void): Promise<string> {
  const found = commandPath(name)
  if (found) return found
  const prefix = asRoot()
  if (!isDebian12() || !prefix) throw new Error(`${name} is not here. Once, as root on Debian: ${aptLine([name])}`)
  say(`  installing ${name}`)
  await aptGet(prefix, ['install', '-y', '--no-install-recommends', name], () => {})
  const installed = commandPath(name)
  if (!installed) throw new Error(`apt-get installed ${name}, and there is no command of that name.`)
  return installed
}

/** A folder with these npm packages: kept beside ours and apart from them, since hardly anybody needs them. */
export async function npmTools(packages: string[], say: (line: string) => void): Promise<string> {
  const folder = join(projectRoot, 'node_modules/.cache/taxi-security')
  const names = packages.map(each => each.replace(/@[^@]*$/, ''))
  if (names.every(name => existsSync(join(folder, 'node_modules', name)))) return folder
  say(`  installing ${packages.join(', ')}`)
  const options = ['--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts']
  await run('npm', ['install', ...options, ...packages], { env: environmentForNpm() })
  return folder
}

/** Runs a scanner, in the end by force: it and what it started are gone after so many seconds. Returns what it printed. */
export function scan(command: string, args: string[], seconds: number, cwd: string = projectRoot): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    const end = () => {
      try {
        if (child.pid) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // It is gone already.
      }
    }
    const late = setTimeout(end, seconds * 1000)
    process.once('exit', end)
    let printed = ''
    const hear = (chunk: Buffer) => {
      printed += chunk.toString('utf8')
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('error', reject)
    child.once('close', () => {
      clearTimeout(late)
      process.off('exit', end)
      resolve(printed)
    })
  })
}
