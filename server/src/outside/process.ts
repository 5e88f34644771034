import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Logger } from 'pino'

export interface ChildOptions {
  /** For the log and for errors: `guacd`, `screen`. */
  name: string
  log: Logger
  env?: NodeJS.ProcessEnv
  cwd?: string
  /** Written to its standard input, which is then closed. */
  stdin?: string
  /** True (the default): a process group of its own, so that a Ctrl-C in our terminal reaches us alone and we end it in order. */
  detached?: boolean
  /** What it gets when we die without a word. */
  deathSignal?: NodeJS.Signals
  uid?: number
  gid?: number
  /** Put before `setpriv`: a change of credentials would clear the death signal (`unshare …`). */
  wrapper?: string[]
  /** Our process may end while it still runs; the death signal ends it then. */
  background?: boolean
}

export interface Child {
  pid: number
  process: ChildProcess
  running: () => boolean
  /** Resolves once it is gone, whatever the reason; never rejects. */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** The last lines it printed, for an error that should explain itself. */
  lastWords: () => string
  /** Asks it to stop, and after `graceMs` kills it with its whole group. Resolves when it is gone. */
  stop: (signal?: NodeJS.Signals, graceMs?: number) => Promise<void>
}

/** Starts a process that dies with us, even when we are killed with SIGKILL. Throws when it cannot be started. */
export async function startChild(command: string, args: string[], options: ChildOptions): Promise<Child> {
  const detached = options.detached ?? true
  // setpriv would start well and fail a moment later.
  const path = options.env?.PATH ?? process.env.PATH
  if (!(command.includes('/') ? existsSync(command) : commandPath(command, path)))
    throw new Error(`${options.name}: the command ${command} is not installed`)
  const [file = command, ...rest] = mortal([command, ...args], options)
  const process_ = spawn(file, rest, {
    detached,
    stdio: [options.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    env: options.env ?? process.env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
  })
  // A command that is not there says so by an event, after spawn returned.
  await new Promise<void>((resolve, reject) => process_.once('spawn', resolve).once('error', reject))
  // Later errors (a kill that found nobody) show themselves as `exited`.
  process_.on('error', () => {})
  if (options.stdin !== undefined) process_.stdin?.on('error', () => {}).end(options.stdin)

  const words = listen(process_, options)
  if (options.background) unref(process_)
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>(resolve =>
    process_.once('exit', (code, signal) => resolve({ code, signal })),
  )
  const pid = process_.pid as number
  const running = () => process_.exitCode === null && process_.signalCode === null
  return {
    pid,
    process: process_,
    running,
    exited,
    lastWords: () => words.join('\n'),
    stop: (signal = 'SIGTERM', graceMs = 5000) => stop(pid, detached, running, exited, signal, graceMs),
  }
}

/** Sends a signal to a process group, or to one process. False when nobody was there. */
export function signal(pid: number, name: NodeJS.Signals, group = true): boolean {
  try {
    process.kill(group ? -pid : pid, name)
    return true
  } catch {
    return false
  }
}

/** Where a command lies on the PATH; null when it is not installed. */
export function commandPath(command: string, path = process.env.PATH ?? ''): string | null {
  // An ordinary user's PATH leaves the sbin folders out, where guacd lies.
  const folders = [...path.split(delimiter).filter(Boolean), '/usr/sbin', '/sbin']
  return folders.map(folder => join(folder, command)).find(existsSync) ?? null
}

/** `setpriv --pdeathsig` is the kernel's promise; where it is missing, a stale child is found at the next start. */
function mortal(line: string[], options: ChildOptions): string[] {
  const wrapper = options.wrapper ?? []
  const setpriv = commandPath('setpriv')
  if (!setpriv) return [...wrapper, ...line]
  const deathSignal = (options.deathSignal ?? 'SIGTERM').replace('SIG', '')
  return [...wrapper, setpriv, '--pdeathsig', deathSignal, '--', ...line]
}

function listen(process_: ChildProcess, { name, log }: ChildOptions): string[] {
  const words: string[] = []
  const hear = (stream: Readable | null) => {
    if (!stream) return
    createInterface({ input: stream }).on('line', line => {
      if (words.push(line) > 20) words.shift()
      log.debug({ child: name }, line)
    })
  }
  hear(process_.stdout)
  hear(process_.stderr)
  return words
}

function unref(process_: ChildProcess): void {
  process_.unref()
  for (const stream of [process_.stdin, process_.stdout, process_.stderr])
    if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref()
}

async function stop(
  pid: number,
  group: boolean,
  running: () => boolean,
  exited: Promise<unknown>,
  name: NodeJS.Signals,
  graceMs: number,
): Promise<void> {
  if (running()) signal(pid, name, false)
  const timer = setTimeout(() => signal(pid, 'SIGKILL', group), graceMs)
  await exited
  clearTimeout(timer)
  // What it left in its group (a stuck grandchild) goes with it.
  if (group) signal(pid, 'SIGKILL')
}
