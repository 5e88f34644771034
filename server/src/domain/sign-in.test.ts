import assert from 'node:assert/strict'
import { test } from 'node:test'
import { permissions } from '@taxi/contract/people.ts'
import { whyNotChangePerson } from './change-person.ts'
import { whyNotPassword } from './password.ts'
import { mayPerson, permissionsOf, permissionsOfRole, rolesOf } from './person.ts'
import { ATTEMPTS, lookBackMs, MAILS, MAILS_FROM_ADDRESS, secondsOfRest, WRONG, WRONG_FROM_ADDRESS } from './sign-in.ts'
import { refreshExpiry, verdictOnRefresh } from './tokens.ts'

const now = new Date('2026-11-21T12:00:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
const ahead = (hours: number) => new Date(now.getTime() + hours * 3_600_000)

test('below the limit nobody waits; at it everything rests, counted from the last one', () => {
  const limit = { most: 3, withinMs: 120_000, restMs: 300_000 }

  assert.equal(secondsOfRest([], limit, now), 0)
  assert.equal(secondsOfRest([ago(1), ago(2)], limit, now), 0)
  assert.equal(secondsOfRest([ago(100), ago(10), ago(50)], limit, now), 290)
  assert.equal(secondsOfRest([ago(131), ago(10), ago(50)], limit, now), 0)
  assert.equal(secondsOfRest([ago(299), ago(300), ago(301)], limit, now), 1)
  assert.equal(secondsOfRest([ago(300), ago(301), ago(302)], limit, now), 0)
})

test('what is looked back at is enough to know of every rest', () => {
  for (const limit of [ATTEMPTS, WRONG, WRONG_FROM_ADDRESS, MAILS, MAILS_FROM_ADDRESS]) {
    const oldest = new Date(now.getTime() - lookBackMs(limit) + 1000)
    const last = new Date(oldest.getTime() + limit.withinMs)
    const times = [...Array.from({ length: limit.most - 1 }, () => last), oldest]
    assert.equal(secondsOfRest(times, limit, now), 1)
  }
})

test('a refresh token is good once, again for ten seconds, and theft after that', () => {
  const token = { expiresAt: ahead(1), usedAt: null, revokedAt: null }

  assert.equal(verdictOnRefresh(token, now), 'rotate')
  assert.equal(verdictOnRefresh({ ...token, usedAt: ago(9) }, now), 'repeat')
  assert.equal(verdictOnRefresh({ ...token, usedAt: ago(11) }, now), 'stolen')
  assert.equal(verdictOnRefresh({ ...token, revokedAt: ago(1) }, now), 'dead')
  assert.equal(verdictOnRefresh({ ...token, expiresAt: now }, now), 'dead')
  assert.equal(verdictOnRefresh(null, now), 'dead')
})

test('a sign-in lives eight idle hours and twelve in all', () => {
  assert.deepEqual(refreshExpiry(now, now), ahead(8))
  assert.deepEqual(refreshExpiry(ahead(-10), now), ahead(2))
})

test('the commonest passwords and one’s own name will not do', () => {
  const anna = { name: 'Anna Petrova', email: 'anna@taxi.test', isCommon: false }

  for (const password of ['anna@taxi.test', 'ANNA PETROVA'])
    assert.equal(whyNotPassword(password, anna)?.code, 'request.invalid', password)
  assert.equal(whyNotPassword('password123', { ...anna, isCommon: true })?.code, 'request.invalid')
  assert.equal(whyNotPassword('a quiet yellow cab', anna), null)
})

test('a role is a set of permissions, and the set tells the role', () => {
  const of = (role: 'member' | 'operator' | 'admin') => ({
    isAdmin: role === 'admin',
    permissions: permissionsOfRole(role),
    hasSecondFactor: true,
  })

  assert.deepEqual(permissionsOf(of('member')), ['slots:read', 'slots:use'])
  assert.deepEqual(permissionsOf(of('operator')), ['slots:read', 'slots:use', 'slots:write'])
  assert.deepEqual(permissionsOf({ isAdmin: true, permissions: [] }), [...permissions])
  assert.deepEqual(permissionsOf({ isAdmin: false, permissions: ['slots:read', 'from:the-future'] }), ['slots:read'])
  for (const role of ['member', 'operator', 'admin'] as const) assert.deepEqual(rolesOf(of(role)), [role])
  assert.equal(mayPerson(of('operator'), 'people:admin'), false)
})

test('the last administrator who can sign in stays one', () => {
  const admin = { isAdmin: true, isDisabled: false }

  assert.equal(whyNotChangePerson(admin, { role: 'member' }, 0)?.code, 'person.last-admin')
  assert.equal(whyNotChangePerson(admin, { disabled: true }, 0)?.code, 'person.last-admin')
  assert.equal(whyNotChangePerson(admin, { role: 'admin' }, 0), null)
  assert.equal(whyNotChangePerson(admin, { role: 'member' }, 1), null)
  assert.equal(whyNotChangePerson({ ...admin, isDisabled: true }, { role: 'member' }, 0), null)
  assert.equal(whyNotChangePerson({ isAdmin: false, isDisabled: false }, { disabled: true }, 0), null)
})
