import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { buffer, text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { ItemKind, ItemStatus } from '@taxi/contract/dumps.ts'
import * as z from 'zod/mini'
import { MachineError } from './driver.ts'

/** The exit codes of `taxi-seat`. */
export const SEAT_EXIT = { done: 0, failed: 1, usage: 2, notReady: 3, refused: 4, noDisk: 5 } as const

/** `taxi-seat` said no, with this exit code. */
export class SeatError extends MachineError {
  readonly exit: number
  constructor(verb: string, message: string, exit: number, reason: string) {
    super(verb, message, reason === 'down', reason)
    this.exit = exit
  }
}

/** Where the script and its configuration lie on this computer. */
export interface SeatScript {
  script: string
  config: string
}

export interface SeatCall {
  timeoutMs: number
  stdin?: string | AsyncIterable<Uint8Array>
}

const Sealed = z.object({
  path: z.string(),
  kind: ItemKind,
  bytes: z.number(),
  sha256: z.nullable(z.string()),
  status: ItemStatus,
  why: z.optional(z.string()),
})
export const Items = z.object({ items: z.array(Sealed) })
export const Checked = z.object({
  healthy: z.boolean(),
  trouble: z.array(z.string()),
  dirty: z.nullable(z.string()),
})
export const Leftovers = z.object({ sessions: z.array(z.object({ session: z.string(), at: z.string() })) })
const download = { path: z.string(), bytes: z.number(), at: z.string(), whole: z.boolean() }
export const Put = z.object(download)
export const Downloads = z.object({ files: z.array(z.object(download)), room: z.number() })
export const Nothing = z.object({})

const Refused = z.object({ ok: z.literal(false), reason: z.string(), error: z.string() })

/** Runs one verb of `taxi-seat` and reads its answer. Throws `SeatError` when the script says no, `MachineError` when it hangs. */
export async function askSeat<T extends z.ZodMiniType>(
  at: SeatScript,
  answer: T,
  words: string[],
  call: SeatCall,
): Promise<z.output<T>> {
  const [verb = ''] = words
  const child = start(at, words)
  feed(child, call.stdin ?? '')
  let late = false
  const timer = setTimeout(() => {
    late = true
    child.kill('SIGKILL')
  }, call.timeoutMs)
  const [code, said] = await Promise.all([exitOf(child, verb), buffer(child.stdout), buffer(child.stderr)]).finally(
    () => clearTimeout(timer),
  )
  if (late) throw new MachineError(verb, `no answer within ${call.timeoutMs / 1000} s`, true)
  const reply = parsed(said.toString('utf8'))
  if (code !== SEAT_EXIT.done) throw refusal(verb, code, reply)
  const read = answer.safeParse(reply)
  if (!read.success) throw new MachineError(verb, 'taxi-seat answered something unknown')
  return read.data
}

/** What breaks off ends early: the verb counts what it was promised. */
function feed(child: ChildProcessWithoutNullStreams, stdin: string | AsyncIterable<Uint8Array>): void {
  if (typeof stdin === 'string') return void child.stdin.end(stdin)
  pipeline(stdin, child.stdin).catch(() => child.stdin.destroy())
}

/** The raw bytes a verb prints. Throws `SeatError` when the script says no, also in the middle. */
export async function* readSeat(at: SeatScript, words: string[]): AsyncIterable<Uint8Array> {
  const [verb = ''] = words
  const child = start(at, words)
  child.stdin.end()
  const said = text(child.stderr)
  const exit = exitOf(child, verb)
  exit.catch(() => {})
  try {
    for await (const chunk of child.stdout) yield chunk as Buffer
    const code = await exit
    if (code !== SEAT_EXIT.done) throw refusal(verb, code, parsed(await said))
  } finally {
    child.kill('SIGKILL')
  }
}

/** The system's own: a python3 found first elsewhere may be a wrapper that takes ten times as long to start. */
const PYTHON = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3'

function start(at: SeatScript, words: string[]): ChildProcessWithoutNullStreams {
  // -I -S: neither the caller's environment nor the site's packages have a say; it also starts faster.
  const child = spawn(PYTHON, ['-ISB', at.script, '--config', at.config, ...words], {
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8' },
  })
  // It may refuse before it reads what we send.
  child.stdin.on('error', () => {})
  return child
}

function exitOf(child: ChildProcessWithoutNullStreams, verb: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', error => reject(new MachineError(verb, `python3 does not start (${error.message})`, true)))
    child.once('close', code => resolve(code))
  })
}

function refusal(verb: string, code: number | null, reply: unknown): MachineError {
  const no = Refused.safeParse(reply)
  if (!no.success) return new MachineError(verb, `taxi-seat ended with ${code ?? 'a signal'} and no answer`)
  return new SeatError(verb, no.data.error, code ?? SEAT_EXIT.failed, no.data.reason)
}

function parsed(words: string): unknown {
  try {
    return JSON.parse(words)
  } catch {
    return null
  }
}
