import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Role } from '@taxi/contract/people.ts'
import { SlotState, SlotView } from '@taxi/contract/slots.ts'
import { ordinarySlot, ordinaryTurn } from '../testing/facts.ts'
import { whyNotOccupy } from './occupy.ts'
import { type Person, permissionsOfRole } from './person.ts'
import type { SeatTaken, SlotMachine } from './slot.ts'
import { type BoardSlot, slotViewFor } from './slot-view.ts'
import { vssWordsOf } from './vss-words.ts'

const person = (name: string, role: Role = 'member'): Person => ({
  id: `00000000-0000-4000-8000-${name.padStart(12, '0').replace(/[^0-9a-f]/g, '0')}`,
  name,
  isAdmin: role === 'admin',
  permissions: permissionsOfRole(role),
  hasSecondFactor: true,
})
const anna = person('a')
const boris = person('b')
const admin = person('c', 'admin')
const guest: Person = { ...person('d'), permissions: ['slots:read'] }

const now = new Date('2026-11-21T10:30:00Z')
const startedAt = new Date('2026-11-21T10:00:00Z')
const endsAt = new Date('2026-11-21T12:00:00Z')
const inFiveMinutes = new Date(now.getTime() + 5 * 60_000)
const sessionOf = (holder: Person, given: Partial<SeatTaken> = {}): SeatTaken => ({
  id: '00000000-0000-4000-8000-00000000000f',
  slotId: 'ppx-1',
  machineId: 'vm-1',
  holder: { id: holder.id, name: holder.name },
  state: 'live',
  startedAt,
  endsAt,
  ...ordinaryTurn,
  ...given,
})
const machine = (given: Partial<SlotMachine> = {}): SlotMachine => ({
  id: 'vm-1',
  isActive: true,
  isHealthy: true,
  session: null,
  promised: null,
  ...given,
})
const signedOut = machine({ isSignedOut: true })
const slot = (given: Partial<BoardSlot> = {}): BoardSlot => ({
  id: 'ppx-1',
  slotNumber: 1,
  name: 'Perplexity 1',
  kind: 'account',
  service: 'perplexity',
  serviceName: 'Perplexity',
  tier: 'Max',
  category: 'research',
  url: 'https://www.perplexity.ai/',
  isActive: true,
  maxMinutes: 120,
  isRecorded: false,
  session: null,
  machines: [machine()],
  held: null,
  line: [],
  ...ordinarySlot,
  lengths: null,
  ...given,
})
const taken = (holder: Person, given: Partial<SeatTaken> = {}) => {
  const session = sessionOf(holder, given)
  return slot({ session, machines: [machine({ session })] })
}
const sharedWith = (given: Partial<SeatTaken> = {}) =>
  slot({ machines: [machine({ session: sessionOf(boris, { slotId: 'other', ...given }) })] })

type Row = [
  name: string,
  slot: BoardSlot,
  asks: Person,
  state: SlotState,
  fsm: SlotView['fsm_state'],
  occupy: string | true,
]
const table: Row[] = [
  ['a free slot', slot(), anna, 'free', 'READY', true],
  ['a free slot, asked by somebody who may only look', slot(), guest, 'free', 'READY', 'auth.not-allowed'],
  ['a slot nobody has looked at yet', slot({ machines: [machine({ isHealthy: null })] }), anna, 'free', 'READY', true],
  ['somebody else’s', taken(boris), anna, 'busy', 'BUSY', 'slot.taken'],
  ['one’s own leads back to it', taken(anna), anna, 'busy', 'BUSY', true],
  ['being made ready', taken(boris, { state: 'preparing' }), anna, 'busy', 'PREPARING', 'slot.taken'],
  ['whose person is away', taken(boris, { state: 'away' }), anna, 'busy', 'AWAY', 'slot.taken'],
  ['being cleaned', taken(boris, { state: 'ended' }), anna, 'closing', 'CLOSING', 'slot.closing'],
  ['being cleaned after oneself', taken(anna, { state: 'ended' }), anna, 'closing', 'CLOSING', 'slot.closing'],
  ['switched off', slot({ isActive: false }), anna, 'off', 'OFF', 'slot.off'],
  ['switched off while somebody is there', { ...taken(boris), isActive: false }, anna, 'busy', 'BUSY', 'slot.taken'],
  ['without a machine', slot({ machines: [] }), anna, 'off', 'OFF', 'slot.no-machine'],
  [
    'whose machine is switched off',
    slot({ machines: [machine({ isActive: false })] }),
    anna,
    'off',
    'OFF',
    'slot.no-machine',
  ],
  ['whose machine is ill', slot({ machines: [machine({ isHealthy: false })] }), anna, 'sick', 'ERROR', 'slot.sick'],
  [
    'one of whose machines is ill',
    slot({ machines: [machine({ isHealthy: false }), machine({ id: 'vm-2' })] }),
    anna,
    'free',
    'READY',
    true,
  ],
  [
    'whose machine is being taken out of service',
    slot({ machines: [machine({ isDraining: true })] }),
    anna,
    'off',
    'OFF',
    'slot.draining',
  ],
  [
    'whose person stays while the machine is being taken out of service',
    { ...taken(boris), machines: [machine({ isDraining: true, session: sessionOf(boris) })] },
    anna,
    'busy',
    'BUSY',
    'slot.taken',
  ],
  [
    'one of whose machines is being taken out of service',
    slot({ machines: [machine({ isDraining: true }), machine({ id: 'vm-2' })] }),
    anna,
    'free',
    'READY',
    true,
  ],
  [
    'whose machine is set aside after errors',
    slot({ machines: [machine({ quarantinedUntil: inFiveMinutes })] }),
    anna,
    'sick',
    'ERROR',
    'slot.quarantined',
  ],
  [
    'whose machine was set aside and may be tried again',
    slot({ machines: [machine({ quarantinedUntil: now })] }),
    anna,
    'free',
    'READY',
    true,
  ],
  [
    'one of whose machines is ill and the other leaving',
    slot({ machines: [machine({ isHealthy: false }), machine({ id: 'vm-2', isDraining: true })] }),
    anna,
    'sick',
    'ERROR',
    'slot.sick',
  ],
  ['whose account is signed out', slot({ machines: [signedOut] }), anna, 'sick', 'ERROR', 'slot.signed-out'],
  [
    'whose account is signed out, asked by who can sign it in',
    slot({ machines: [signedOut] }),
    admin,
    'sick',
    'ERROR',
    true,
  ],
  [
    'signed out on its best machine and signed in on another',
    slot({ machines: [signedOut, machine({ id: 'vm-2' })] }),
    anna,
    'free',
    'READY',
    true,
  ],
  [
    'signed in only where somebody sits',
    slot({ machines: [signedOut, machine({ id: 'vm-2', session: sessionOf(boris, { slotId: 'other' }) })] }),
    anna,
    'busy',
    'BUSY',
    'slot.machine-busy',
  ],
  ['whose machine another slot uses', sharedWith(), anna, 'busy', 'BUSY', 'slot.machine-busy'],
  ['whose machine another slot just left', sharedWith({ state: 'ended' }), anna, 'closing', 'CLOSING', 'slot.closing'],
]
for (const [name, facts, asks, state, fsm, occupy] of table)
  test(`a slot ${name} is ${state}`, () => {
    const view = slotViewFor(facts, asks, now)

    assert.equal(view.state, state)
    assert.equal(view.fsm_state, fsm)
    assert.deepEqual(view.may.occupy, occupy === true ? true : { code: occupy })
    assert.equal(whyNotOccupy(facts, asks, now)?.code ?? true, occupy)
    assert.doesNotThrow(() => SlotView.parse(view))
  })

test('the refusal names who has it and until when', () => {
  assert.deepEqual(whyNotOccupy(taken(boris), anna, now)?.details, { holder: 'b', until: endsAt.toISOString() })
  assert.deepEqual(whyNotOccupy(sharedWith(), anna, now)?.details, { holder: 'b', until: endsAt.toISOString() })
})

test('the holder may extend and release, an administrator may kick and watch, others only look', () => {
  const facts = taken(boris)
  const none = { code: 'session.unknown' }
  const notAllowed = { code: 'auth.not-allowed' }
  const noRepair = { restart: { code: 'auth.not-allowed' }, reboot: { code: 'auth.not-allowed' } }
  const always = { leave: { code: 'queue.unknown' }, book: true, stop_work: { code: 'work.none' }, ...noRepair }

  assert.deepEqual(slotViewFor(facts, boris, now).may, {
    ...always,
    occupy: true,
    extend: true,
    release: true,
    kick: notAllowed,
    watch: none,
    queue: { code: 'queue.mine' },
    ask: { code: 'queue.mine' },
  })
  assert.deepEqual(slotViewFor(facts, admin, now).may, {
    ...always,
    restart: true,
    reboot: true,
    occupy: { code: 'slot.taken' },
    extend: none,
    release: none,
    kick: true,
    watch: true,
    queue: true,
    ask: true,
  })
  assert.deepEqual(slotViewFor(facts, anna, now).may, {
    ...always,
    occupy: { code: 'slot.taken' },
    extend: none,
    release: none,
    kick: notAllowed,
    watch: none,
    queue: true,
    ask: true,
  })
  assert.deepEqual(slotViewFor(slot(), admin, now).may, {
    ...always,
    restart: true,
    reboot: true,
    occupy: true,
    extend: none,
    release: none,
    kick: none,
    watch: none,
    queue: { code: 'queue.free' },
    ask: { code: 'ask.nobody' },
  })
})

test('the session’s id is told to its person and to whoever may kick', () => {
  const facts = taken(boris)

  assert.equal(slotViewFor(facts, boris, now).session_id, facts.session?.id)
  assert.equal(slotViewFor(facts, admin, now).session_id, facts.session?.id)
  assert.equal(slotViewFor(facts, anna, now).session_id, null)
})

test('a slot whose machine I use for another slot is not mine', () => {
  const view = slotViewFor(sharedWith(), boris, now)

  assert.equal(view.holder?.mine, false)
  assert.equal(view.session_id, null)
  assert.equal(view.may.release === true, false)
})

test('every state has its words of VSS', () => {
  for (const state of SlotState.options) {
    const { status, fsm_state } = vssWordsOf(state, null)
    assert.ok(status && fsm_state, state)
  }
})
