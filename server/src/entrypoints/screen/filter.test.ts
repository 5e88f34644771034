import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFilter } from './filter.ts'

const say = (opcode: string, ...args: string[]) => ({ opcode, args })

for (const opcode of ['argv', 'pipe', 'connect', 'select', 'nest', 'unheard-of'])
  test(`${opcode} from a page never reaches guacd`, () => {
    assert.equal(createFilter({ readOnly: false })(say(opcode, '1')).forward, null)
  })

for (const opcode of 'sync nop key mouse touch size clipboard blob ack end file get put audio'.split(' '))
  test(`${opcode} from the session’s own person reaches guacd`, () => {
    assert.ok(createFilter({ readOnly: false })(say(opcode, '640', '480', '0')).forward)
  })

for (const opcode of 'key mouse touch size clipboard blob end file get put audio'.split(' '))
  test(`${opcode} from somebody who only watches goes nowhere and is no sign of life`, () => {
    const verdict = createFilter({ readOnly: true })(say(opcode, '640', '480', '1'))

    assert.deepEqual({ forward: verdict.forward, active: verdict.active }, { forward: null, active: false })
  })

test('a size nobody has is cut down to one that exists', () => {
  const judge = createFilter({ readOnly: false })

  assert.equal(judge(say('size', '1', '99999')).forward, '4.size,3.320,4.7680;')
  assert.equal(judge(say('size', 'wide', '1')).forward, null)
})

test('a ping comes back as it was and is not passed on', () => {
  const verdict = createFilter({ readOnly: false })(say('', 'ping', '1700000000000'))

  assert.equal(verdict.echo, '0.,4.ping,13.1700000000000;')
  assert.equal(verdict.forward, null)
})

test('a mouse on a trembling table is nobody; a move, a click and a turn of the wheel are somebody', () => {
  const judge = createFilter({ readOnly: false })
  const active = (...args: string[]) => judge(say('mouse', ...args)).active

  assert.equal(active('100', '100', '0'), false)
  assert.equal(active('101', '101', '0'), false)
  assert.equal(active('100', '102', '0'), false)
  assert.equal(active('120', '100', '0'), true)
  assert.equal(active('120', '100', '1'), true)
  assert.equal(active('120', '100', '0'), true)
  assert.equal(active('121', '100', '8'), true)
})

test('keys and files are somebody; what a page says by itself is nobody', () => {
  const judge = createFilter({ readOnly: false })
  const active = (opcode: string) => judge(say(opcode, '640', '480')).active

  for (const opcode of ['key', 'touch', 'clipboard', 'file', 'put']) assert.equal(active(opcode), true, opcode)
  for (const opcode of ['sync', 'nop', 'ack', 'size', 'blob', 'end']) assert.equal(active(opcode), false, opcode)
})
