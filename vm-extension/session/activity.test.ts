import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { FromCompanion } from '@taxi/contract/companion.ts'
import { practice } from '../services/practice.ts'
import { session } from '../testing/samples.ts'
import { type Activity, createActivity } from './activity.ts'
import { begun, type Session } from './session.ts'

const base = 'http://127.0.0.1:3000/practice'
const [one, two] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
const sending = (began: number) => ({ url: `${base}/api/conversation`, began, ended: began + 1_000 })

describe('which chats a person touches', () => {
  let now: number
  let current: Session
  let told: FromCompanion[]
  let unplaced: number[]
  let activity: Activity
  /** What the request of a message says of its chat. */
  let named: string | null
  beforeEach(() => {
    named = null
    now = 1_000_000
    told = []
    unplaced = []
    current = session({ begun_at: now })
    activity = createActivity({
      session: () => current,
      set: next => {
        current = next
      },
      serviceAt: (url, home) => (practice.owns(url, home) ? { ...practice, messageTo: () => named } : null),
      tell: message => told.push(message),
      changed: () => undefined,
      unplaced: tab => unplaced.push(tab),
      now: () => new Date(now),
    })
  })
  const touched = () =>
    Object.values(current.touched).map(({ id, sent_messages, opened_only }) => [id, sent_messages, opened_only])

  const since = () => told.flatMap(message => (message.t === 'generating' ? [message.since] : []))

  it('a chat that is only opened counts as opened', () => {
    assert.equal(activity.visited(1, `${base}/c/${one}`, 'Борщ'), true)

    assert.deepEqual(touched(), [[one, 0, true]])
    assert.equal(told[0]?.t, 'touched')
  })

  it('start page, other sites and broken addresses touch nothing', () => {
    assert.equal(activity.visited(1, base, ''), true)
    for (const url of ['https://example.com/practice/c/x', 'about:blank', 'not an address', ''])
      assert.equal(activity.visited(1, url, ''), false)
    assert.deepEqual(touched(), [])
  })

  it('what is sent while a new chat has no address belongs to the chat that appears', () => {
    activity.visited(1, base, '')
    activity.answering(1, base, true)
    assert.deepEqual(unplaced, [1])
    activity.visited(1, `${base}/c/${one}`, '')
    activity.answering(1, `${base}/c/${one}`, false)

    assert.deepEqual(touched(), [[one, 1, false]])
    assert.deepEqual(current.unplaced, {})
  })

  it('a chat that only the address of a request names is met with its message', () => {
    named = two
    activity.visited(1, base, '')
    activity.answering(1, base, true)
    activity.requested(1, base, sending(now))
    activity.answering(1, base, false)

    assert.deepEqual(touched(), [[two, 1, false]])
    assert.deepEqual(current.unplaced, {})
  })

  it('a message seen both as an answer and as a request is one message', () => {
    const page = `${base}/c/${one}`
    activity.visited(1, page, '')
    activity.answering(1, page, true)
    now += 1_000
    activity.requested(1, page, sending(now - 1_200))
    activity.answering(1, page, false)
    assert.deepEqual(touched(), [[one, 1, false]])

    now += 60_000
    activity.requested(1, page, sending(now - 300))
    assert.deepEqual(touched(), [[one, 2, false]])
  })

  it('requests from before the turn, and those that carry no message, do not count', () => {
    const page = `${base}/c/${one}`
    activity.visited(1, page, '')
    activity.requested(1, page, sending(now - 5_000))
    activity.requested(1, page, { url: `${base}/api/conversations`, began: now, ended: now })
    assert.deepEqual(touched(), [[one, 0, true]])
  })

  it('chats that stood open before the turn are not this person’s, until they come back to them or write', () => {
    const page = `${base}/c/${one}`
    current = session({ begun_at: now, strangers: { 1: `practice/${one}`, 2: `practice/${two}` } })
    activity.visited(1, page, '')
    assert.deepEqual(touched(), [])

    activity.visited(1, base, '')
    activity.visited(1, page, '')
    activity.answering(2, `${base}/c/${two}`, true)
    assert.deepEqual(touched(), [
      [one, 0, true],
      [two, 1, false],
    ])
  })

  it('says since when an answer is being written, and when none is any more', () => {
    activity.answering(1, `${base}/c/${one}`, true)
    assert.ok(activity.growing(`practice/${one}`))
    activity.answering(2, `${base}/c/${two}`, true)
    activity.answering(1, null, false)
    activity.answering(2, null, false)

    assert.deepEqual([since().length, since()[0] !== null, since().at(-1)], [4, true, null])
    assert.ok(!activity.growing(`practice/${one}`))
  })

  it('says it again when the line was down, also that nothing is made any more', () => {
    activity.answering(1, `${base}/c/${one}`, true)
    activity.tellAgain()
    activity.answering(1, null, false)
    activity.tellAgain()

    const at = new Date(now).toISOString()
    assert.deepEqual(since(), [at, at, null, null])
  })

  it('an answer the last person left behind is not the next one’s', () => {
    activity.answering(1, `${base}/c/${one}`, true)
    current = session({ id: two, begun_at: now })
    activity.forget()
    told = []

    activity.tellAgain()
    activity.answering(1, `${base}/c/${one}`, false)

    assert.deepEqual(since(), [null])
    assert.deepEqual(touched(), [])
  })

  it('begun again, a session keeps what it knows and takes the new token; another one begins empty', () => {
    activity.visited(1, `${base}/c/${one}`, '')
    const { id, service, start_url, since: begunAt } = current
    const command = {
      t: 'begin',
      id: 1,
      session_id: id,
      service,
      start_url,
      since: begunAt,
      upload_token: 'new',
    } as const

    const again = begun(current, command, {}, now)
    assert.deepEqual([again.upload_token, Object.keys(again.touched).length], ['new', 1])
    const next = begun(current, { ...command, session_id: two }, { 7: 'practice/x' }, now)
    assert.deepEqual([next.touched, next.strangers], [{}, { 7: 'practice/x' }])
  })
})
