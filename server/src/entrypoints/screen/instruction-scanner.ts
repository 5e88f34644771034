import { isAscii } from 'node:buffer'
import type { Instruction } from './instruction.ts'

/** An instruction found in a stream of bytes. Elements become text when asked for: most are pictures that only pass. */
export class Scanned implements Instruction {
  /** The bytes as they came. */
  readonly raw: Buffer
  readonly opcode: string
  readonly #bounds: number[]

  /** `bounds`: start and end of each element in `raw`. */
  constructor(raw: Buffer, bounds: number[]) {
    this.raw = raw
    this.#bounds = bounds
    this.opcode = this.#element(0)
  }

  get args(): string[] {
    const count = this.#bounds.length / 2
    return Array.from({ length: count - 1 }, (_, i) => this.#element(i + 1))
  }

  #element(index: number): string {
    return this.raw.toString('utf8', this.#bounds[2 * index], this.#bounds[2 * index + 1])
  }
}

/** The bytes are not the Guacamole protocol, or an instruction is longer than allowed. */
export class NotGuacamole extends Error {}

const ZERO = 0x30
const NINE = 0x39
const DOT = 0x2e
const COMMA = 0x2c
const SEMICOLON = 0x3b
/** From so many letters on it pays to look at all of them at once. */
const LONG = 64

/**
 * Cuts a stream of bytes into whole instructions, however TCP has cut it before: in the middle of a number, of
 * a letter, of anything. Throws `NotGuacamole`; the scanner is of no use after that.
 */
export class InstructionScanner {
  readonly #longest: number
  /** Bytes of the instruction that is not complete yet. */
  #rest: Buffer = Buffer.alloc(0)
  /** Where scanning stopped in `#rest`, and what is known of the element there. */
  #at = 0
  #length = 0
  /** Code points still to come of the present element; -1 while its length is being read. */
  #missing = -1
  /** Start and end of each element read so far, in `#rest`. */
  #bounds: number[] = []

  /** `longest`: bytes one instruction may have. */
  constructor(longest: number) {
    this.#longest = longest
  }

  /** The instructions completed by these bytes. */
  push(chunk: Buffer): Scanned[] {
    const bytes = this.#rest.length ? Buffer.concat([this.#rest, chunk]) : chunk
    const found: Scanned[] = []
    let start = 0
    while (this.#at < bytes.length) {
      if (this.#missing < 0) this.#readLength(bytes)
      else if (this.#readElement(bytes)) {
        found.push(this.#take(bytes, start))
        start = this.#at
      }
      if (this.#at - start > this.#longest) throw new NotGuacamole('an instruction is too long')
    }
    this.#keep(bytes, start)
    return found
  }

  #readLength(bytes: Buffer): void {
    const byte = bytes[this.#at++] as number
    if (byte >= ZERO && byte <= NINE) {
      this.#length = this.#length * 10 + byte - ZERO
      if (this.#length > this.#longest) throw new NotGuacamole('an element is too long')
      return
    }
    // `.5` would be an element of no stated length.
    if (byte !== DOT || !isDigit(bytes[this.#at - 2])) throw new NotGuacamole('a length was expected')
    this.#missing = this.#length
    this.#bounds.push(this.#at)
  }

  /** True when the element was the instruction's last. */
  #readElement(bytes: Buffer): boolean {
    if (this.#missing >= LONG) this.#leap(bytes)
    while (this.#at < bytes.length) {
      const byte = bytes[this.#at] as number
      const continues = (byte & 0xc0) === 0x80
      if (!continues && this.#missing === 0) return this.#endElement(byte)
      if (!continues) this.#missing--
      this.#at++
    }
    return false
  }

  /** A picture is thousands of plain letters, one byte each: passed over at once. */
  #leap(bytes: Buffer): void {
    const end = Math.min(this.#at + this.#missing, bytes.length)
    if (!isAscii(bytes.subarray(this.#at, end))) return
    this.#missing -= end - this.#at
    this.#at = end
  }

  #endElement(terminator: number): boolean {
    if (terminator !== COMMA && terminator !== SEMICOLON)
      throw new NotGuacamole('an element is not what its length says')
    this.#bounds.push(this.#at++)
    this.#missing = -1
    this.#length = 0
    return terminator === SEMICOLON
  }

  #take(bytes: Buffer, start: number): Scanned {
    const bounds = this.#bounds.map(bound => bound - start)
    this.#bounds = []
    return new Scanned(bytes.subarray(start, this.#at), bounds)
  }

  #keep(bytes: Buffer, start: number): void {
    // A copy: the chunk it comes from may be many times larger.
    this.#rest = Buffer.from(bytes.subarray(start))
    this.#at -= start
    this.#bounds = this.#bounds.map(bound => bound - start)
  }
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= ZERO && byte <= NINE
