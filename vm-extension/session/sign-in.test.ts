import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { afterLook, type Look, nextLookAt, type SignIn, unknownSignIn } from './sign-in.ts'

const MINUTE = 60_000

/** Looks one minute apart. */
const looked = (...looks: Look[]): SignIn =>
  looks.reduce((before, look, index) => afterLook(before, look, (index + 1) * MINUTE), unknownSignIn)

describe('whether an account is signed in', () => {
  it('is not known after one look, and known after two that say the same', () => {
    assert.equal(looked('signed_in').state, null)
    assert.equal(looked('signed_in', 'signed_in').state, 'signed_in')
    assert.equal(looked('signed_out', 'signed_out').state, 'signed_out')
  })

  it('one look that says otherwise changes nothing', () => {
    assert.equal(looked('signed_in', 'signed_in', 'signed_out').state, 'signed_in')
    assert.equal(looked('signed_in', 'signed_in', 'signed_out', 'signed_in', 'signed_out').state, 'signed_in')
    assert.equal(looked('signed_in', 'signed_in', 'signed_out', 'signed_out').state, 'signed_out')
    assert.equal(looked('signed_in', 'signed_in', 'signed_out', 'signed_out').since, 4 * MINUTE)
  })

  it('a bot wall is not a sign-out, and between two answers it parts them; met twice it is told as what it is', () => {
    assert.equal(looked('signed_in', 'signed_in', 'wall').state, 'signed_in')
    assert.equal(looked('signed_in', 'signed_in', 'wall', 'wall').state, 'wall')
    assert.equal(looked('signed_in', 'signed_in', 'signed_out', 'wall', 'signed_out').state, 'signed_in')
    assert.equal(looked('signed_in', 'signed_in', 'signed_out', 'unclear', 'signed_out').state, 'signed_in')
  })

  it('is looked at every quarter of an hour; in doubt, or when the seat changed hands, a minute later', () => {
    assert.equal(nextLookAt(unknownSignIn, false), 0)
    assert.equal(nextLookAt(looked('signed_in', 'signed_in'), false), 17 * MINUTE)
    assert.equal(nextLookAt(looked('signed_in', 'signed_in', 'signed_out'), false), 4 * MINUTE)
    assert.equal(nextLookAt(looked('signed_in', 'signed_in'), true), 3 * MINUTE)
  })

  it('is never looked at more than six times in an hour, however often the seat changes hands', () => {
    let signIn = unknownSignIn
    const looks: number[] = []
    for (let now = 0; now < 5 * 60 * MINUTE; now += MINUTE / 2) {
      if (nextLookAt(signIn, true) > now) continue
      signIn = afterLook(signIn, looks.length % 2 ? 'signed_out' : 'signed_in', now)
      looks.push(now)
    }
    for (const at of looks) assert.ok(looks.filter(each => each > at - 60 * MINUTE && each <= at).length <= 6)
    assert.ok(looks.length >= 24)
  })

  it('after a bot wall it is left alone for half an hour', () => {
    assert.equal(nextLookAt(looked('signed_in', 'wall'), true), 32 * MINUTE)
  })
})
