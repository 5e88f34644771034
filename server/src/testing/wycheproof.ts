import { readFileSync } from 'node:fs'

interface Shapes {
  'aes-gcm-256': {
    ivSize: number
    tests: Vector<{ key: string; iv: string; aad: string; msg: string; ct: string; tag: string }>[]
  }
  'hmac-sha256': { tagSize: number; tests: Vector<{ key: string; msg: string; tag: string }>[] }
  'jws-secret-key': { key: { k: string }; tests: Vector<{ jws: string }>[] }
}
type Vector<T> = T & { tcId: number; comment: string; result: 'valid' | 'invalid' | 'acceptable' }

/** Groups of vectors of Project Wycheproof; where they are from is said beside them. */
export function wycheproof<N extends keyof Shapes>(name: N): Shapes[N][] {
  const file = new URL(`./wycheproof/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')).testGroups
}
