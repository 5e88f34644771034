import { createInterface } from 'node:readline'
import type { Clip, ClipKind } from '@taxi/contract/clipboard.ts'
import * as z from 'zod/mini'
import { type ClipLink, type Copied, MachineError } from './driver.ts'
import { type SeatScript, startSeat } from './seat.ts'

const Kind = z.enum(['text/plain', 'image/png'])
const Said = z.union([
  z.object({ copied: z.object({ type: Kind, bytes: z.number(), data: z.optional(z.string()) }) }),
  z.object({ id: z.number(), ok: z.boolean(), error: z.optional(z.string()) }),
])

const PUT_MS = 5_000

/** The clipboard of a screen over one running `taxi-seat clip link`; it ends with its standard input, so also with us. */
export function openClipLink(at: SeatScript, heard: (copied: Copied) => void): ClipLink {
  const child = startSeat(at, ['clip', 'link'])
  const waiting = new Map<number, (error: MachineError | null) => void>()
  let last = 0
  let gone = false

  const end = () => {
    gone = true
    for (const settle of waiting.values()) settle(new MachineError('clip', 'the link to the clipboard is gone', true))
    waiting.clear()
  }
  createInterface({ input: child.stdout }).on('line', line => {
    const said = Said.safeParse(JSON.parse(line)).data
    if (!said || gone) return
    if ('copied' in said) return heard(copiedOf(said.copied))
    waiting.get(said.id)?.(said.ok ? null : new MachineError('clip', said.error ?? 'it was refused'))
    waiting.delete(said.id)
  })
  child.stderr.resume()
  child.once('error', end).once('close', end)

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
        child.stdin.write(`${JSON.stringify({ id, type: kind, data: Buffer.from(content).toString('base64') })}\n`)
      })
    },
    close() {
      end()
      child.kill('SIGKILL')
    },
  }
}

function copiedOf({ type, bytes, data }: { type: ClipKind; bytes: number; data?: string | undefined }): Copied {
  return { kind: type, bytes, content: data === undefined ? null : Buffer.from(data, 'base64') }
}
