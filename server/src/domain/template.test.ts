import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TemplateView } from '@taxi/contract/templates.ts'
import { ordinarySlot, ordinaryTurn } from '../testing/facts.ts'
import { type Person, permissionsOfRole } from './person.ts'
import type { SeatTaken, SlotFacts, SlotMachine } from './slot.ts'
import { type Template, templateViewFor, whyNotChangeTemplate, whyNotLaunch } from './template.ts'

const now = new Date('2026-11-21T10:30:00Z')
const until = new Date('2026-11-21T12:00:00Z')
const named = (name: string, role: 'member' | 'admin' = 'member'): Person => ({
  id: name,
  name,
  isAdmin: role === 'admin',
  permissions: permissionsOfRole(role),
  hasSecondFactor: true,
})
const [anna, boris, chief] = [named('anna'), named('boris'), named('chief', 'admin')]

const machine = (id: string): SlotMachine => ({ id, isActive: true, isHealthy: true, session: null, promised: null })
const slot = (id: string, given: Partial<SlotFacts> = {}) => ({
  id,
  name: `Slot ${id}`,
  isActive: true,
  maxMinutes: 120,
  session: null,
  machines: [machine(`vm-${id}`)],
  held: null,
  line: [],
  ...ordinarySlot,
  ...given,
})
const takenBy = (holder: Person, id: string) => {
  const session: SeatTaken = {
    id: `session-${id}`,
    slotId: id,
    machineId: `vm-${id}`,
    holder: { id: holder.id, name: holder.name },
    state: 'live',
    startedAt: now,
    endsAt: until,
    ...ordinaryTurn,
  }
  return slot(id, { session, machines: [{ ...machine(`vm-${id}`), session }] })
}

test('a template whose slots are all free may be launched', () => {
  assert.equal(whyNotLaunch([slot('a'), slot('b')], anna, now), null)
})

test('slots of one’s own are no obstacle', () => {
  assert.equal(whyNotLaunch([takenBy(anna, 'a'), slot('b')], anna, now), null)
})

test('the first slot in the way is named, with who has it and until when', () => {
  assert.deepEqual(whyNotLaunch([slot('a'), takenBy(boris, 'b'), takenBy(boris, 'c')], anna, now), {
    code: 'template.blocked',
    details: { slot: 'Slot b', slot_id: 'b', why: 'slot.taken', holder: 'boris', until: until.toISOString() },
  })
})

test('two slots on one machine cannot be had together', () => {
  const [one, other] = [slot('a', { machines: [machine('vm')] }), slot('b', { machines: [machine('vm')] })]

  const why = whyNotLaunch([one, other], anna, now)

  assert.deepEqual([why?.details?.slot_id, why?.details?.why, why?.details?.holder], ['b', 'slot.machine-busy', 'anna'])
})

test('two slots on the same two machines can', () => {
  const both = { machines: [machine('vm-1'), machine('vm-2')] }

  assert.equal(whyNotLaunch([slot('a', both), slot('b', both)], anna, now), null)
})

const template = (given: Partial<Template> = {}): Template => ({
  id: '00000000-0000-4000-8000-000000000001',
  name: 'Morning',
  icon: 'rocket',
  slotIds: ['b', 'a'],
  url: null,
  isShared: false,
  maker: { id: 'anna', name: 'anna' },
  ...given,
})

const changes: [says: string, template: Template, person: Person, why: string | undefined][] = [
  ['its maker changes a template', template(), anna, undefined],
  ['a private one of somebody else is not there', template(), boris, 'template.unknown'],
  ['not for an administrator either', template(), chief, 'template.unknown'],
  ['a shared one is changed by its maker', template({ isShared: true }), anna, undefined],
  ['a shared one is not changed by others', template({ isShared: true }), boris, 'auth.not-allowed'],
  ['a shared one is changed by administrators', template({ isShared: true }), chief, undefined],
]
for (const [says, facts, person, why] of changes)
  test(says, () => {
    assert.equal(whyNotChangeTemplate(facts, person)?.code, why)
  })

test('a template shows its slots in its own order, and what stands in the way', () => {
  const view = templateViewFor(template(), [takenBy(anna, 'a'), takenBy(boris, 'b'), slot('c')], anna, now)

  assert.deepEqual(view.slots, [
    { id: 'b', name: 'Slot b', state: 'busy', mine: false },
    { id: 'a', name: 'Slot a', state: 'busy', mine: true },
  ])
  assert.deepEqual(view.may, { launch: { code: 'template.blocked' }, change: true })
  assert.equal(view.obstacle?.slot_id, 'b')
  assert.doesNotThrow(() => TemplateView.parse(view))
})
