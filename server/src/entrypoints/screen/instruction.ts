/** One instruction of the Guacamole protocol. The opcode `''` never leaves the tunnel: ping, phases. */
export interface Instruction {
  opcode: string
  args: string[]
}

export const INTERNAL = ''
/** guacd reads no longer instruction (`GUAC_INSTRUCTION_MAX_LENGTH`, bytes). */
export const LONGEST_INSTRUCTION = 8192

/** Writes an instruction. An element's length counts code points, neither bytes nor UTF-16 units. */
export function encode(opcode: string, ...args: (string | number)[]): string {
  return `${[opcode, ...args].map(element).join(',')};`
}

function element(value: string | number): string {
  const text = String(value)
  return `${codePoints(text)}.${text}`
}

function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
