import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Readable, type Writable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
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

/** One running verb of `taxi-seat`, here or on another computer. */
export interface SeatRun {
  stdin: Writable
  stdout: Readable
  stderr: Readable
  /** The exit code; null when a signal or a lost connection ended it. */
  exit: Promise<number | null>
  kill(): void
}
/** Starts a verb with its words. Throws `MachineError` when it cannot be started. */
export type RunSeat = (words: string[]) => Promise<SeatRun>

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
  // What a machine set up before does not say is absent.
  disk_free_mb: z.optional(z.number()),
  memory_free_mb: z.optional(z.number()),
  fell: z.optional(z.nullable(z.object({ screen: z.number(), browser: z.number() }))),
  now_ms: z.optional(z.number()),
  up_s: z.optional(z.number()),
  /** Seconds since the VPN's last handshake; null: there was none. */
  handshake_s: z.optional(z.nullable(z.number())),
})
export const Copies = z.object({
  copies: z.array(z.object({ copy: z.string(), at: z.string(), bytes: z.number() })),
})
export type Checked = z.output<typeof Checked>
export const Leftovers = z.object({ sessions: z.array(z.object({ session: z.string(), at: z.string() })) })
const download = { path: z.string(), bytes: z.number(), at: z.string(), whole: z.boolean() }
export const Put = z.object(download)
export const Downloads = z.object({ files: z.array(z.object(download)), room: z.number() })
export const Nothing = z.object({})

const Refused = z.object({ ok: z.literal(false), reason: z.string(), error: z.string() })

/** Runs one verb of `taxi-seat` and reads its answer. Throws `SeatError` when the script says no, `MachineError` when it hangs. */
export async function askSeat<T extends z.ZodMiniType>(
  run: RunSeat,
  answer: T,
  words: string[],
  call: SeatCall,
): Promise<z.output<T>> {
  const [verb = ''] = words
  const running = await run(words)
  feed(running, call.stdin ?? '')
  const ended = Promise.all([running.exit, buffer(running.stdout), buffer(running.stderr)])
  const [code, said] = await inTime(ended, call.timeoutMs, () => {
    running.kill()
    return new MachineError(verb, `no answer within ${call.timeoutMs / 1000} s`, true)
  })
  const reply = parsed(said.toString('utf8'))
  if (code !== SEAT_EXIT.done) throw refusal(verb, code, reply)
  const read = answer.safeParse(reply)
  if (!read.success) throw new MachineError(verb, 'taxi-seat answered something unknown')
  return read.data
}

/** What breaks off ends early, and the verb counts what it was promised. Not destroyed: its answer comes the same way back over SSH. */
function feed(running: SeatRun, stdin: string | AsyncIterable<Uint8Array>): void {
  if (typeof stdin === 'string') return void running.stdin.end(stdin)
  const source = Readable.from(stdin)
  source.once('error', () => running.stdin.end()).pipe(running.stdin)
  const over = () => source.destroy()
  running.exit.then(over, over)
}

/** The raw bytes a verb prints. Throws `SeatError` when the script says no, also in the middle. */
export async function* readSeat(run: RunSeat, words: string[]): AsyncIterable<Uint8Array> {
  const [verb = ''] = words
  const running = await run(words)
  running.stdin.end()
  const said = text(running.stderr)
  running.exit.catch(() => {})
  try {
    for await (const chunk of running.stdout) yield chunk as Buffer
    const code = await running.exit
    if (code !== SEAT_EXIT.done) throw refusal(verb, code, parsed(await said))
  } finally {
    running.kill()
  }
}

/** The system's own: a python3 found first elsewhere may be a wrapper that takes ten times as long to start. */
const PYTHON = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3'

/** `taxi-seat` as a child process of this one. */
export function seatHere(script: string, config: string): RunSeat {
  return async words => {
    const [verb = ''] = words
    // -I -S: neither the caller's environment nor the site's packages have a say; it also starts faster.
    const child = spawn(PYTHON, ['-ISB', script, '--config', config, ...words], {
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8' },
    })
    // It may refuse before it reads what we send.
    child.stdin.on('error', () => {})
    const exit = new Promise<number | null>((resolve, reject) => {
      child.once('error', error => reject(new MachineError(verb, `python3 does not start (${error.message})`, true)))
      child.once('close', code => resolve(code))
    })
    return { stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, exit, kill: () => child.kill('SIGKILL') }
  }
}

/** What comes in time, or the error `late` makes. A connection that is silent does not even say that it ended. */
export function inTime<T>(coming: Promise<T>, ms: number, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), ms)
    coming.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

function refusal(verb: string, code: number | null, reply: unknown): MachineError {
  // Lost on the way, or killed: it has said nothing about what it was asked, so that may be asked again.
  if (code === null) return new MachineError(verb, 'taxi-seat was cut off before it could answer', true, 'cut-off')
  const no = Refused.safeParse(reply)
  if (!no.success) return new MachineError(verb, `taxi-seat ended with ${code} and no answer`)
  return new SeatError(verb, no.data.error, code, no.data.reason)
}

function parsed(words: string): unknown {
  try {
    return JSON.parse(words)
  } catch {
    return null
  }
}
