import {
  BEAT_MS,
  type CompanionResults,
  companionResults,
  type FromCompanion,
  fromCompanion,
  SILENCE_MS,
  type ToCompanion,
} from '@taxi/contract/companion.ts'
import type { WebSocket } from 'ws'
import { keepable } from '../../domain/keepable.ts'

type Told = Exclude<FromCompanion, { t: 'reply' } | { t: 'beat' }>
type Command = Exclude<ToCompanion, { t: 'beat' }>
export type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never
export type Asked = WithoutId<Command>

export interface Line {
  ask<const C extends Asked>(command: C, timeoutMs: number): Promise<CompanionResults[C['t']]>
  close(code: number, reason: string): void
}

const FAREWELL_MS = 1_000

interface Waiting {
  name: Command['t']
  answer: (result: unknown) => void
  fail: (error: Error) => void
}

/**
 * One companion's line: beats both ways, questions with their answers, and what it tells of itself. `closed` is
 * called once, whatever ended it. The times can be set for tests.
 */
export function openLine(
  socket: WebSocket,
  tell: (message: Told) => void,
  closed: () => void,
  { beatMs = BEAT_MS, silenceMs = SILENCE_MS } = {},
): Line {
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let heardAt = performance.now()

  const beat = setInterval(() => {
    if (performance.now() - heardAt > silenceMs) socket.terminate()
    else socket.send(JSON.stringify({ t: 'beat' } satisfies ToCompanion))
  }, beatMs)

  socket.on('message', (data, isBinary) => {
    heardAt = performance.now()
    const message = isBinary ? null : read(String(data))
    if (!message) return socket.close(1008, 'not understood')
    if (message.t === 'reply') settle(message)
    else if (message.t !== 'beat') tell(message)
  })
  socket.on('error', () => socket.terminate())
  socket.once('close', () => {
    clearInterval(beat)
    for (const { name, fail } of waiting.values()) fail(new Error(`${name}: the companion is gone`))
    waiting.clear()
    closed()
  })

  function settle(reply: Extract<FromCompanion, { t: 'reply' }>): void {
    const question = waiting.get(reply.id)
    if (!question) return
    waiting.delete(reply.id)
    const result = reply.ok ? companionResults[question.name].safeParse(reply.result) : null
    if (!reply.ok) question.fail(new Error(`${question.name}: ${reply.error.slice(0, 500)}`))
    else if (result?.success) question.answer(result.data)
    else question.fail(new Error(`${question.name}: the answer has another shape`))
  }

  return {
    ask(command, timeoutMs) {
      return new Promise((answer, fail) => {
        if (socket.readyState !== socket.OPEN) return fail(new Error(`${command.t}: the companion is gone`))
        lastId += 1
        const id = lastId
        const late = setTimeout(() => {
          waiting.delete(id)
          fail(new Error(`${command.t}: no answer within ${timeoutMs} ms`))
        }, timeoutMs)
        const settled =
          <T>(then: (value: T) => void) =>
          (value: T) => {
            clearTimeout(late)
            then(value)
          }
        waiting.set(id, {
          name: command.t,
          answer: settled(answer as (result: unknown) => void),
          fail: settled(fail),
        })
        socket.send(JSON.stringify({ ...command, id }))
      })
    },
    close(code, reason) {
      socket.close(code, reason)
      // A machine that lost its network never answers the farewell.
      setTimeout(() => socket.terminate(), FAREWELL_MS).unref()
    },
  }
}

function read(text: string): FromCompanion | null {
  try {
    return fromCompanion.parse(keepable(JSON.parse(text))?.value)
  } catch {
    return null
  }
}
