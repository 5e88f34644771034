import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildAsk } from '../testing/build.ts'
import { asksToMe, myAskFor, withAsk } from './own-asks.ts'

const now = new Date('2026-11-21T13:01:00.000Z')
const toMe = buildAsk()
const fromMe = buildAsk({ id: 'mine', from: { name: 'Olga', mine: true }, to: { name: 'Anna', mine: false } })

test('the holder sees what waits for an answer, what lapses first on top, and nothing that is over', () => {
  const sooner = buildAsk({ id: 'sooner', expires_at: '2026-11-21T13:02:00.000Z' })
  const lapsed = buildAsk({ id: 'lapsed', expires_at: now.toISOString() })

  const shown = asksToMe([toMe, sooner, lapsed, fromMe, buildAsk({ id: 'refused', state: 'refused' })], now)
  assert.deepEqual(
    shown.map(ask => ask.id),
    ['sooner', toMe.id],
  )
})

test('a card knows one’s own open request for its slot', () => {
  assert.equal(myAskFor('ppx-1', [toMe, fromMe], now)?.id, 'mine')
  assert.equal(myAskFor('gem-1', [fromMe], now), undefined)
})

test('an answered request takes the place of the open one', () => {
  const answered = buildAsk({ state: 'soon' })

  assert.deepEqual(withAsk([fromMe, toMe], answered), [fromMe, answered])
  assert.deepEqual(withAsk([], fromMe), [fromMe])
})
