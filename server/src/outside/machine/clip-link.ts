import { createInterface } from 'node:readline'
import type { Clip, ClipKind } from '@taxi/contract/clipboard.ts'
import * as z from 'zod/mini'
import { type ClipLink, type Copied, MachineError } from './driver.ts'
import type { RunSeat, SeatRun } from './seat.ts'

const Kind = z.enum(['text/plain', 'image/png'])
const Said = z.union([
  z.object({ copied: z.object({ type: Kind, bytes: z.number(), data: z.optional(z.string()) }) }),
  z.object({ id: z.number(), ok: z.boolean(), error: z.optional(z.string()) }),
])

const PUT_MS = 5_000

/** The clipboard of a screen over one running `taxi-seat clip link`; it ends with its standard input, so also with us. */
export function openClipLink(run: RunSeat, heard: (copied: Copied) => void): ClipLink {
  const waiting = new Map<number, (error: MachineError | null) => void>()
  let last = 0
  let gone = false

  const end = () => {
    gone = true
    for (const settle of waiting.values()) settle(new MachineError('clip', 'the link to the clipboard is gone', true))
    waiting.clear()
  }
  const hear = (line: string) => {
    const said = Said.safeParse(parsed(line)).data
    if (!said || gone) return
    if ('copied' in said) return heard(copiedOf(said.copied))
    waiting.get(said.id)?.(said.ok ? null : new MachineError('clip', said.error ?? 'it was refused'))
    waiting.delete(said.id)
  }
  const link: Promise<SeatRun | null> = run(['clip', 'link']).then(
    running => {
      createInterface({ input: running.stdout }).on('line', hear)
      running.stderr.resume()
      running.exit.then(end, end)
      if (gone) running.kill()
      return running
    },
    () => {
      end()
      return null
    },
  )

  return {
    put({ kind, content }: Clip) {
      if (gone) return Promise.reject(new MachineError('clip', 'the link to the clipboard is gone', true))
      const id = ++last
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new MachineError('clip', 'no answer', true)), PUT_MS)
        waiting.set(id, error => {
          clearTimeout(timer)
          if (error) reject(error)
          else resolve()
        })
        const said = JSON.stringify({ id, type: kind, data: Buffer.from(content).toString('base64') })
        void link.then(running => running?.stdin.write(`${said}\n`))
      })
    },
    close() {
      end()
      void link.then(running => running?.kill())
    },
  }
}

function copiedOf({ type, bytes, data }: { type: ClipKind; bytes: number; data?: string | undefined }): Copied {
  return { kind: type, bytes, content: data === undefined ? null : Buffer.from(data, 'base64') }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
