import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A part of a bench in a process of its own, so that it does not measure itself. */
export interface ForkedPart<Question, Answer> {
  pid: number
  /** One question at a time. Throws when the part ends, fails, or is silent for two minutes. */
  ask(question: Question): Promise<Answer>
  close(): Promise<void>
}

const SILENT_MS = 120_000

export function forkPart<Question extends object, Answer>(
  file: string,
  { execArgv = [], env = {} }: { execArgv?: string[]; env?: NodeJS.ProcessEnv } = {},
): ForkedPart<Question, Answer> {
  const child = fork(join(import.meta.dirname, file), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv,
    env: { ...process.env, ...env },
  })
  return {
    pid: child.pid ?? 0,
    async ask(question) {
      const settled = new AbortController()
      const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(SILENT_MS)])
      const gone = once(child, 'exit', { signal }).then(() => {
        throw new Error(`${file} ended before it answered`)
      })
      try {
        const answered = once(child, 'message', { signal })
        child.send(question)
        const [answer] = await Promise.race([answered, gone])
        return answer as Answer
      } finally {
        gone.catch(() => null)
        settled.abort()
      }
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** The other side: answers each question; ends with who asks. */
export function answerParent<Question, Answer>(work: (question: Question) => Promise<Answer>): void {
  process.on('disconnect', () => process.exit(0))
  process.on('message', question => {
    work(question as Question).then(
      answer => process.send?.(answer),
      error => {
        console.error(error)
        process.exit(1)
      },
    )
  })
}
