import { randomBytes } from 'node:crypto'
import { hashOf } from './secrets.ts'

/** No letter that is mistaken for a digit on paper. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 16

/** 80 random bits as four groups of four, to be written down. */
export function newRecoveryCode(): string {
  const letters = [...randomBytes(LENGTH)].map(byte => LETTERS[byte % LETTERS.length])
  return letters.join('').replace(/(.{4})(?!$)/g, '$1-')
}

/** What is stored of a recovery code, however it was typed; null when it is none. */
export function recoveryHash(personId: string, typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  if (code.length !== LENGTH || [...code].some(letter => !LETTERS.includes(letter))) return null
  return hashOf(`recovery|${personId}|${code}`)
}
