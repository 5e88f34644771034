import { encode, INTERNAL, type Instruction } from './instruction.ts'

/** What becomes of one instruction from the browser. */
export interface Verdict {
  /** For guacd; null: it stays here. */
  forward: string | null
  /** For the browser: the echo of a ping. */
  echo: string | null
  /** A sign of the person: a key, a touch, a real move, something pasted or sent. */
  active: boolean
  /** The page says goodbye. */
  leaves: boolean
}

const NOTHING: Verdict = { forward: null, echo: null, active: false, leaves: false }
/** Not `argv`, `pipe`, `connect`, `select`: they reach settings and secrets that are not the browser's. */
const ALLOWED = new Set('sync nop key mouse touch size clipboard blob ack end file get put audio'.split(' '))
const WATCHERS = new Set(['sync', 'nop', 'ack'])
const ACTIVE = new Set(['key', 'touch', 'clipboard', 'file', 'put'])
const SMALLEST = 320
const LARGEST = 7680
/** A mouse on a trembling table moves by a pixel or two, all night. */
const REAL_MOVE_PX = 5

/** Judges what one browser says, in order. Somebody who only watches has no hands here. */
export function createFilter({ readOnly }: { readOnly: boolean }): (instruction: Instruction) => Verdict {
  const isRealMove = moveWatch()

  return instruction => {
    const { opcode, args } = instruction
    if (opcode === INTERNAL) return args[0] === 'ping' ? { ...NOTHING, echo: encode(INTERNAL, ...args) } : NOTHING
    if (opcode === 'disconnect') return { ...NOTHING, leaves: true }
    if (!(readOnly ? WATCHERS : ALLOWED).has(opcode)) return NOTHING
    const active = opcode === 'mouse' ? isRealMove(args) : ACTIVE.has(opcode)
    const forward = opcode === 'size' ? size(args) : encode(opcode, ...args)
    return { ...NOTHING, forward, active }
  }
}

function moveWatch(): (args: string[]) => boolean {
  let last = { x: Number.NaN, y: Number.NaN, buttons: '0' }
  return ([x = '', y = '', buttons = '0']) => {
    const now = { x: Number(x), y: Number(y), buttons }
    if (Number.isNaN(last.x)) last = { ...now, buttons: '0' }
    const moved = Math.hypot(now.x - last.x, now.y - last.y) >= REAL_MOVE_PX
    if (!moved && buttons === last.buttons) return false
    last = now
    return true
  }
}

function size([width = '', height = '']: string[]): string | null {
  const sides = [width, height].map(side => Math.round(Number(side)))
  if (sides.some(side => !Number.isFinite(side))) return null
  return encode('size', ...sides.map(side => Math.min(Math.max(side, SMALLEST), LARGEST)))
}
