import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '@taxi/contract/client.ts'
import type { SignedIn } from '@taxi/contract/people.ts'
import { createSignInTry, type Proof } from './sign-in-try.ts'

const answer = { token: 't', refresh_token: 'r', expires_in: 900 } as SignedIn
const no = (code: string, details = {}) => new Refused(400, { code, message: code, id: '1', details })

/** A way in whose server answers these in turn, and what it was sent. */
function way(...answers: (SignedIn | Refused)[]) {
  const codes: (string | undefined)[] = []
  const entered: SignedIn[] = []
  const proof: Proof = async code => {
    codes.push(code)
    const next = answers.shift()
    if (!next || next instanceof Refused) throw next ?? new Error('nothing more was expected')
    return next
  }
  return { codes, entered, proof, attempt: createSignInTry(signedIn => void entered.push(signedIn)) }
}

test('the same proof is sent again with the code of the second factor, typed with spaces or not', async () => {
  const { codes, entered, proof, attempt } = way(no('auth.totp-required'), answer)
  await attempt.begin(proof)
  assert.ok(attempt.half())

  await attempt.finish(' 123 456 ')

  assert.deepEqual(codes, [undefined, '123456'])
  assert.deepEqual(entered, [answer])
})

test('a wrong code leaves the first half standing, a spent proof begins anew', async () => {
  const { attempt, proof } = way(no('auth.totp-required'), no('auth.wrong'), no('auth.code-spent'))
  await attempt.begin(proof)
  await attempt.finish('000000')
  assert.ok(attempt.half())

  await attempt.finish('000001')

  assert.equal(attempt.half(), null)
  assert.equal((attempt.trouble() as Refused).code, 'auth.code-spent')
})

test('while the server wants a pause nothing is sent, and afterwards it goes on', async () => {
  const { attempt, codes, proof } = way(no('auth.resting', { seconds: '300' }), answer)
  await attempt.begin(proof)
  const left = (attempt.restUntil() ?? 0) - Date.now()
  assert.ok(left > 290_000 && left <= 300_000)
  await attempt.begin(proof)
  assert.equal(codes.length, 1)

  attempt.rested()
  await attempt.begin(proof)

  assert.equal(codes.length, 2)
})
