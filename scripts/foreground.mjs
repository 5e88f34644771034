import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { commandPath, node24, root } from './setup/paths.mjs'

/** npm passes a Ctrl-C on that the terminal has already sent: the second of the two is not impatience. */
const IMPATIENT_AFTER_MS = 2000
/** Taken before the set-up, which lasts: npm may be gone when it is over. */
const bornUnder = ancestors()

/**
 * Runs a program with Node 24 in our place: its output is ours, SIGINT and SIGTERM reach it once, and we end as it
 * ends. A second Ctrl-C after a while kills it.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} the exit code
 */
export function foreground(args, env = process.env) {
  const setpriv = commandPath('setpriv')
  const line = [...(setpriv ? [setpriv, '--pdeathsig', 'TERM', '--'] : []), node24, ...args]
  const [command = '', ...rest] = line
  return new Promise((resolve, reject) => {
    // A group of its own: the terminal's Ctrl-C comes to us alone.
    const child = spawn(command, rest, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true })
    let asked = 0
    /** @param {NodeJS.Signals} signal */
    const pass = signal => {
      if (!asked) child.kill(signal)
      else if (Date.now() - asked > IMPATIENT_AFTER_MS) killGroup(child.pid)
      asked ||= Date.now()
    }
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, pass)
    const orphaned = onOrphaned(() => asked || pass('SIGTERM'))
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      clearInterval(orphaned)
      killGroup(child.pid)
      // Stopped as we were asked to is not a failure.
      resolve(code ?? (asked && signal !== 'SIGKILL' ? 0 : 1))
    })
  })
}

/**
 * npm that is told to end dies without a word to the shell between it and us. Asked twice a second.
 * @param {() => void} then
 */
function onOrphaned(then) {
  const byNpm = process.env.npm_lifecycle_event !== undefined
  return setInterval(() => byNpm && ancestors() !== bornUnder && then(), 500)
}

function ancestors() {
  return `${process.ppid} ${parentOf(process.ppid)}`
}

/** @param {number} pid */
function parentOf(pid) {
  try {
    // After the name, which may hold spaces: state, parent.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ')[1]
  } catch {
    return ''
  }
}

/** @param {number | undefined} pid */
function killGroup(pid) {
  try {
    if (pid) process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody is left in it, as it should be.
  }
}
