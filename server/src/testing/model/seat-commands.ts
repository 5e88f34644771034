import assert from 'node:assert/strict'
import { extendSession } from '../../actions/extend-session.ts'
import { handOverSession } from '../../actions/hand-over-session.ts'
import { kickSession } from '../../actions/kick-session.ts'
import { launchTemplate } from '../../actions/launch-template.ts'
import { occupySlot } from '../../actions/occupy-slot.ts'
import { releaseSlot } from '../../actions/release-slot.ts'
import { Refusal } from '../../domain/refusal.ts'
import { command, endAt, slotIn } from './command.ts'
import { isRunning, type Seat, type Taxi } from './taxi.ts'
import { end, extend, mayExtend, mayHandOver, mayLaunch, maySit, sit } from './turns.ts'
import { PEOPLE, TEMPLATES } from './world.ts'

export const takes = (name: string, id: string) =>
  command({
    words: `${name} takes ${id}`,
    may: taxi => maySit(taxi, slotIn(taxi, id), name),
    act: world => occupySlot(world.parts, { person: world.person(name), slotId: id }),
    after: (taxi, { sessionId }) => sit(taxi, slotIn(taxi, id), name, sessionId),
  })

/** A set of slots is taken whole, or none of it. */
export const launches = (name: string, template: string) => {
  const slotsOf = (taxi: Taxi) => (TEMPLATES[template] ?? []).map(id => slotIn(taxi, id))
  return command({
    words: `${name} launches ${template}`,
    may: taxi => mayLaunch(taxi, slotsOf(taxi), name),
    act: world => launchTemplate(world.parts, { person: world.person(name), templateId: world.template(template) }),
    after: (taxi, seats) => {
      for (const { slotId, sessionId } of seats) sit(taxi, slotIn(taxi, slotId), name, sessionId)
    },
  })
}

export const releases = (name: string, id: string) =>
  command({
    words: `${name} releases ${id}`,
    may: taxi => taxi.had.has(`${name} ${id}`),
    act: world => releaseSlot(world.parts, { personId: world.person(name).id, slotId: id }),
    after: taxi => endAt(taxi, slotIn(taxi, id), name, 'manual'),
  })

export const prolongs = (name: string, id: string) =>
  command({
    words: `${name} extends ${id}`,
    may: taxi => mayExtend(taxi, slotIn(taxi, id), name),
    act: world => extendSession(world.parts, { personId: world.person(name).id, slotId: id }),
    after: taxi => extend(taxi, slotIn(taxi, id), slotIn(taxi, id).seat as Seat),
  })

export const kicks = (id: string) =>
  command({
    words: `the administrator ends ${id}`,
    fits: taxi => isRunning(slotIn(taxi, id).seat),
    act: (world, taxi) =>
      kickSession(world.parts, { by: world.person('Admin'), sessionId: slotIn(taxi, id).seat?.session ?? '' }),
    after: taxi => endAt(taxi, slotIn(taxi, id), null, 'kicked'),
  })

export const handsOver = (id: string, heir: string) =>
  command({
    words: `${id} is handed over to ${heir}`,
    fits: taxi => isRunning(slotIn(taxi, id).seat),
    may: taxi => mayHandOver(taxi, slotIn(taxi, id), heir),
    act: (world, taxi) => {
      const { session = '', person = '' } = slotIn(taxi, id).seat ?? {}
      const [personId, heirId] = [world.person(person).id, world.person(heir).id]
      return handOverSession(world.parts, { personId, sessionId: session, heirId })
    },
    after: taxi => {
      const { seat } = slotIn(taxi, id)
      if (!seat) return
      seat.heir = heir
      end(taxi, seat, 'handed_over')
    },
  })

/** Everybody presses Take at the same instant: at most one gets it, and one who may. */
export const rush = (id: string) =>
  command({
    words: `everybody takes ${id} at once`,
    act: async (world, taxi) => {
      const tried = await Promise.allSettled(
        PEOPLE.map(name => occupySlot(world.parts, { person: world.person(name), slotId: id })),
      )
      const may = PEOPLE.filter(name => maySit(taxi, slotIn(taxi, id), name))
      return PEOPLE.flatMap((name, index) => {
        const outcome = tried[index]
        if (outcome?.status === 'fulfilled') {
          assert.ok(may.includes(name), `${name} was let through`)
          return [{ name, session: outcome.value.sessionId }]
        }
        if (!(outcome?.reason instanceof Refusal)) throw outcome?.reason
        return []
      })
    },
    after: (taxi, winners) => {
      const slot = slotIn(taxi, id)
      const anybody = PEOPLE.some(name => maySit(taxi, slot, name))
      assert.equal(winners.length, anybody ? 1 : 0, 'one of them gets it')
      for (const { name, session } of winners) sit(taxi, slot, name, session)
    },
  })
