import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fixtureWorld } from '../testing/fixture-world.ts'
import { askedAt, lookOf } from './look-of.ts'
import { serviceNamed } from './services.ts'

const PROBED = ['chatgpt', 'claude', 'perplexity', 'gemini', 'notebooklm', 'flow']
const html = 'text/html; charset=utf-8'
const json = 'application/json'

describe('what a service’s answer says of the sign-in', () => {
  const look = (name: string, answer: { status?: number; type?: string; text?: string; url?: string }) => {
    const probe = serviceNamed(name)?.signIn
    assert.ok(probe, name)
    return lookOf(probe, { status: 200, type: json, text: '', url: probe.address, ...answer })
  }

  for (const name of ['chatgpt', 'claude', 'perplexity', 'flow'])
    it(`${name}: recorded signed in, it is`, () => {
      const world = fixtureWorld(name)
      const { status, body } = world.respond({ method: 'GET', url: world.service.signIn?.address ?? '' })
      assert.equal(look(name, { status, text: body.toString() }), 'signed_in')
    })

  it('the answer of somebody who is signed out is a sign-out', () => {
    for (const name of ['chatgpt', 'perplexity', 'flow']) assert.equal(look(name, { text: '{}' }), 'signed_out', name)
    assert.equal(look('claude', { status: 401, text: '{"type":"error"}' }), 'signed_out')
    assert.equal(look('gemini', { type: html, text: '<html>Sign in</html>' }), 'signed_out')
  })

  for (const name of PROBED) {
    it(`${name}: a bot wall is no sign-out`, () => {
      for (const status of [403, 429, 503])
        assert.equal(look(name, { status, type: html, text: '<title>Just a moment…</title>' }), 'wall')
    })

    it(`${name}: a service that is down, away or puzzles says nothing`, () => {
      assert.equal(look(name, { status: 0 }), 'unclear')
      assert.equal(look(name, { status: 502, type: html }), 'unclear')
      assert.equal(look(name, { status: 429 }), 'unclear')
      assert.equal(look(name, { type: html, text: '{}', url: 'https://www.google.com/sorry/index' }), 'unclear')
    })

    it(`${name}: sent on to a sign-in page, nobody is there`, () => {
      assert.equal(look(name, { type: html, url: 'https://accounts.google.com/v3/signin/identifier' }), 'signed_out')
    })
  }

  it('a puzzle for people and a page that waits for a code are told apart from a wall and a sign-out', () => {
    const puzzle = '<div class="cf-turnstile"></div>'
    assert.equal(look('chatgpt', { status: 403, type: html, text: puzzle }), 'captcha')
    const challenge = 'https://accounts.google.com/v3/signin/challenge/totp'
    assert.equal(look('gemini', { type: html, url: challenge }), 'code')
    assert.equal(askedAt('https://auth.openai.com/mfa-challenge/1'), 'code')
    assert.equal(askedAt('https://claude.ai/login?returnTo=%2F'), 'signed_out')
    assert.equal(askedAt('https://www.google.com/sorry/index?continue=x'), 'captcha')
    assert.equal(askedAt('https://claude.ai/new'), null)
  })
})
