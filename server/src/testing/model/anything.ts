import fc from 'fast-check'
import { books, cancels } from './booking-commands.ts'
import type { Command } from './command.ts'
import { closesDesk, comesBack, looks, types } from './desk-commands.ts'
import { machine, passes, passesUnseen, restarts } from './house-commands.ts'
import { leaves, passesTurn, postponesTurn, queues, queuesForAny, takesTurn } from './queue-commands.ts'
import { handsOver, kicks, launches, prolongs, releases, rush, takes } from './seat-commands.ts'
import { MINUTE, SECOND } from './taxi.ts'
import { PEOPLE, SLOTS, TEMPLATES } from './world.ts'

const anybody = fc.constantFrom(...PEOPLE)
const anySlot = fc.constantFrom('a1', 'a1', 'a2', ...SLOTS.map(slot => slot.id))
const anyMachine = fc.constantFrom(...new Set(SLOTS.map(slot => slot.machine)))
const times = fc.constantFrom(
  SECOND,
  SECOND,
  10 * SECOND,
  46 * SECOND,
  91 * SECOND,
  4 * MINUTE,
  11 * MINUTE,
  21 * MINUTE,
  130 * MINUTE,
)

/** How a day may have begun. */
export const openings: Record<string, Command[]> = {
  'an empty house': [],
  'everything taken, somebody waits': [
    ...SLOTS.slice(0, 3).map(({ id }, index) => takes(PEOPLE[index] ?? '', id)),
    passes(SECOND),
    ...SLOTS.slice(0, 3).map(({ id }) => looks(id)),
    queues('Gleb', 'a2'),
    queues('Vera', 'a1'),
  ],
}

/** Everything that can happen, the ordinary more often. */
export const anything = [
  ...Array.from({ length: 3 }, () => fc.tuple(anybody, anySlot).map(([name, id]) => takes(name, id))),
  ...Array.from({ length: 3 }, () => fc.tuple(anybody, anySlot).map(([name, id]) => queues(name, id))),
  ...Array.from({ length: 3 }, () => times.map(passes)),
  fc.constant(passes(SECOND)),
  times.map(passesUnseen),
  fc.tuple(anybody, anySlot).map(([name, id]) => releases(name, id)),
  anySlot.map(kicks),
  fc.tuple(anybody, anySlot).map(([name, id]) => prolongs(name, id)),
  fc.tuple(anybody, fc.constantFrom('alpha', 'alpha', 'gamma')).map(([name, service]) => queuesForAny(name, service)),
  fc.tuple(anybody, anySlot).map(([name, id]) => leaves(name, id)),
  anybody.map(takesTurn),
  anybody.map(takesTurn),
  anybody.map(passesTurn),
  anybody.map(postponesTurn),
  anybody.map(postponesTurn),
  anySlot.map(looks),
  anySlot.map(types),
  anySlot.map(closesDesk),
  anySlot.map(comesBack),
  ...Array.from({ length: 2 }, () =>
    fc
      .tuple(anybody, anySlot, fc.constantFrom(0, 8, 10, 20, 60), fc.constantFrom(15, 30, 90))
      .map(([name, id, inMinutes, minutes]) => books(name, id, inMinutes * MINUTE, minutes)),
  ),
  anybody.map(cancels),
  fc.tuple(anybody, fc.constantFrom(...Object.keys(TEMPLATES))).map(([name, template]) => launches(name, template)),
  fc.tuple(anySlot, anybody).map(([id, heir]) => handsOver(id, heir)),
  anyMachine.map(id => machine(id, 'down')),
  anyMachine.map(id => machine(id, 'up')),
  fc.constant(restarts()),
  anySlot.map(rush),
]
