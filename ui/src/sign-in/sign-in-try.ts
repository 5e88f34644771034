import { Refused } from '@taxi/contract/client.ts'
import type { SignedIn } from '@taxi/contract/people.ts'
import { createSignal } from 'solid-js'

/** Half of a sign-in: a password, a mailed code, a link … to be sent with or without a code of the second factor. */
export type Proof = (totp_code?: string) => Promise<SignedIn>

export type SignInTry = ReturnType<typeof createSignInTry>

/**
 * The one course of every way in: the proof is sent; when the server wants the second factor too, its code is asked for
 * and the same proof sent again with it.
 */
export function createSignInTry(onSignedIn: (answer: SignedIn) => void | Promise<void>) {
  /** The proof that waits for its second half. */
  const [half, setHalf] = createSignal<Proof | null>(null)
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal<unknown>(null)
  /** Until when the server wants no more attempts, in milliseconds. */
  const [restUntil, setRestUntil] = createSignal<number | null>(null)

  async function send(proof: Proof, code?: string) {
    if (busy() || restUntil() !== null) return
    setBusy(true)
    setTrouble(null)
    try {
      await onSignedIn(await proof(code))
    } catch (error) {
      refused(error, proof)
    } finally {
      setBusy(false)
    }
  }
  function refused(error: unknown, proof: Proof) {
    const no = error instanceof Refused ? error.code : ''
    if (no === 'auth.totp-required' && !half()) return setHalf(() => proof)
    if (no === 'auth.resting') return rest(error as Refused)
    // It cannot be sent again: the person begins anew.
    if (spent.has(no)) setHalf(null)
    setTrouble(error)
  }
  const rest = ({ details }: Refused) => setRestUntil(Date.now() + Number(details.seconds ?? 60) * 1000)
  return {
    half,
    busy,
    trouble,
    restUntil,
    /** The first half. */
    begin: (proof: Proof) => send(proof),
    /** The second half. */
    finish(code: string) {
      const proof = half()
      return proof ? send(proof, code.replaceAll(/\s/g, '')) : Promise.resolve()
    },
    goBack() {
      setHalf(null)
      setTrouble(null)
    },
    /** Something before the proof was refused: it rests and tells in the same way. */
    refuse(error: unknown) {
      if (error instanceof Refused && error.code === 'auth.resting') rest(error)
      else setTrouble(error)
    },
    clear: () => setTrouble(null),
    rested: () => setRestUntil(null),
  }
}

const spent = new Set(['auth.link-spent', 'auth.code-spent', 'auth.telegram-wrong', 'auth.telegram-unknown'])
