import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { afterLook, type Look, nextLookAt, type SignIn, unknownSignIn } from './sign-in.ts'

const MINUTE = 60_000

/** Looks one minute apart. */
const looked = (...looks: Look[]): SignIn =>
  looks.reduce((before, look, index) => afterLook(before, look, (index + 1) * MINUTE), unknownSignIn)

describe('whether an account is signed in', () => {
  it('is not known after one look, and known after two that say the same', () => {
    assert.equal(looked('in').state, null)
    assert.equal(looked('in', 'in').state, true)
    assert.equal(looked('out', 'out').state, false)
  })

  it('one look that says otherwise changes nothing', () => {
    assert.equal(looked('in', 'in', 'out').state, true)
    assert.equal(looked('in', 'in', 'out', 'in', 'out').state, true)
    assert.equal(looked('in', 'in', 'out', 'out').state, false)
    assert.equal(looked('in', 'in', 'out', 'out').since, 4 * MINUTE)
  })

  it('a bot wall is not a sign-out, and between two answers it parts them', () => {
    assert.equal(looked('in', 'in', 'wall', 'wall', 'wall').state, true)
    assert.equal(looked('in', 'in', 'out', 'wall', 'out').state, true)
    assert.equal(looked('in', 'in', 'out', 'unclear', 'out').state, true)
  })

  it('is looked at every quarter of an hour; in doubt, or when the seat changed hands, a minute later', () => {
    assert.equal(nextLookAt(unknownSignIn, false), 0)
    assert.equal(nextLookAt(looked('in', 'in'), false), 17 * MINUTE)
    assert.equal(nextLookAt(looked('in', 'in', 'out'), false), 4 * MINUTE)
    assert.equal(nextLookAt(looked('in', 'in'), true), 3 * MINUTE)
  })

  it('is never looked at more than six times in an hour, however often the seat changes hands', () => {
    let signIn = unknownSignIn
    const looks: number[] = []
    for (let now = 0; now < 5 * 60 * MINUTE; now += MINUTE / 2) {
      if (nextLookAt(signIn, true) > now) continue
      signIn = afterLook(signIn, looks.length % 2 ? 'out' : 'in', now)
      looks.push(now)
    }
    for (const at of looks) assert.ok(looks.filter(each => each > at - 60 * MINUTE && each <= at).length <= 6)
    assert.ok(looks.length >= 24)
  })

  it('after a bot wall it is left alone for half an hour', () => {
    assert.equal(nextLookAt(looked('in', 'wall'), true), 32 * MINUTE)
  })
})
