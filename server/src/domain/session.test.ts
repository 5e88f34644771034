import assert from 'node:assert/strict'
import { test } from 'node:test'
import { permissionsOfRole } from './person.ts'
import {
  extendedEnd,
  type SessionFacts,
  whyNotExtend,
  whyNotKick,
  whyNotOpenDesk,
  whyNotRelease,
  whyNotStayAtDesk,
  whyNotWatch,
} from './session.ts'

const start = new Date('2026-11-21T10:00:00Z')
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
const session: SessionFacts = {
  id: 's',
  personId: 'anna',
  state: 'live',
  startedAt: start,
  firstFrameAt: start,
  lastInputAt: null,
  awaySince: null,
  booking: null,
  promised: null,
  wantedBy: 0,
  watchedBy: [],
  generatingSince: null,
  workingUntil: null,
  endsAt: at(120),
  phases: {},
  maxMinutes: 120,
  idleMinutes: 20,
}
const anna = { id: 'anna' }
const boris = { id: 'boris' }

test('extending gives the full time again, counted from now', () => {
  assert.deepEqual(extendedEnd(session, at(100)), at(220))
})

test('extending never takes away what one has', () => {
  assert.deepEqual(extendedEnd({ ...session, endsAt: at(300) }, at(1)), at(300))
})

test('no session is extended beyond a day', () => {
  assert.deepEqual(extendedEnd(session, at(23 * 60)), at(24 * 60))
  assert.equal(whyNotExtend({ ...session, endsAt: at(24 * 60) }, anna)?.code, 'session.longest')
  assert.equal(whyNotExtend({ ...session, endsAt: at(24 * 60 - 1) }, anna), null)
})

for (const [name, why] of Object.entries({ whyNotExtend, whyNotRelease, whyNotOpenDesk }))
  test(`${name}: one’s own running session only; another’s existence is not told`, () => {
    assert.equal(why(session, anna), null)
    assert.equal(why({ ...session, state: 'away' }, anna), null)
    assert.equal(why({ ...session, state: 'ended' }, anna)?.code, 'session.ended')
    assert.equal(why(session, boris)?.code, 'session.unknown')
    assert.equal(why({ ...session, state: 'ended' }, boris)?.code, 'session.unknown')
  })

const who = (role: 'member' | 'operator' | 'admin') => ({
  id: role,
  name: role,
  isAdmin: role === 'admin',
  permissions: permissionsOfRole(role),
  hasSecondFactor: true,
})

test('only who administers slots looks over another’s shoulder, and only with a second factor', () => {
  const stays: typeof whyNotWatch = (session, person) => whyNotStayAtDesk(session, person, true)
  for (const why of [whyNotWatch, stays]) {
    assert.equal(why(session, who('admin')), null)
    assert.equal(why(session, who('operator'))?.code, 'session.unknown')
    assert.equal(why(session, { ...who('admin'), hasSecondFactor: false })?.code, 'session.unknown')
    assert.equal(why({ ...session, state: 'ended' }, who('admin'))?.code, 'session.ended')
  }
})

test('no administrator comes to another’s desk but by the page that a pass let in', () => {
  assert.equal(whyNotStayAtDesk(session, who('admin'), false)?.code, 'session.unknown')
})

test('nobody watches their own session; its desk page comes back as ever', () => {
  const owner = { ...who('admin'), id: session.personId }

  assert.equal(whyNotWatch(session, owner)?.code, 'desk.own')
  assert.equal(whyNotStayAtDesk(session, owner, true), null)
})

test('only who administers slots may kick', () => {
  assert.equal(whyNotKick(session, who('member'))?.code, 'auth.not-allowed')
  assert.equal(whyNotKick(session, who('operator'))?.code, 'auth.not-allowed')
  assert.equal(whyNotKick(session, who('admin')), null)
  assert.equal(whyNotKick(null, who('admin'))?.code, 'session.unknown')
  assert.equal(whyNotKick({ state: 'ended' }, who('admin'))?.code, 'session.ended')
})
