import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { restartSlot } from '../../actions/restart-slot.ts'
import { knownMachine } from '../../db/read/machines.ts'
import { personOf } from '../../db/read/person.ts'
import type { MachineDriver } from '../../outside/machine/driver.ts'
import { buildMachine, buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { openTestDatabase } from '../../testing/database.ts'
import { fakeCompanions, fakeMachines, fakeParts } from '../../testing/fake-parts.ts'
import { until } from '../../testing/until.ts'
import { startSeats } from './seats.ts'

const database = await openTestDatabase()
after(() => database.close())
const { db } = database

/** A dry machine that writes down what it was asked. */
function listening(asked: string[]): Partial<MachineDriver> {
  const heard = (verb: string) => async () => void asked.push(verb)
  return {
    up: heard('up'),
    begin: heard('begin'),
    seal: async (_, part) => {
      asked.push(`seal ${part}`)
      return { items: [] }
    },
    clean: heard('clean'),
    restart: heard('restart'),
    dirty: async () => null,
    check: async () => ({ healthy: true, trouble: [] }),
  }
}

test('a restart waits until the seat is sealed and clean, happens once, and only then the next person sits down', async () => {
  const asked: string[] = []
  const machine = await buildMachine(db, { driver: 'dry' })
  const slot = await buildSlot(db, { machines: [machine.id] })
  const session = await buildSession(db, { person: await buildPerson(db), slot })
  const answer = { ready: true, tabs: [], chats: [], history: [], downloads: [], kept: 0 }
  const companions = fakeCompanions({
    connected: () => ({ version: '1', since: new Date() }),
    ask: async () => answer as never,
  })
  const parts = fakeParts(database, { companions, machines: fakeMachines({ [machine.id]: listening(asked) }) })
  const operator = personOf(await buildPerson(db, { role: 'operator' }))
  const seats = startSeats(parts)
  await until('the seat is ready', async () => asked.includes('begin'))

  const repair = await restartSlot(parts, { by: operator, slotId: slot.id })
  seats.hear({ about: 'wake', id: 'closing' })
  await until('the repair is over', async () => {
    seats.hear({ about: 'wake', id: 'closing' })
    return (await db.repairs.findUniqueOrThrow({ where: { id: repair.id } })).state === 'done'
  })
  await seats.close()

  const steps = ['seal 1', 'seal 2', 'clean', 'restart']
  assert.deepEqual(
    asked.filter(verb => steps.includes(verb)),
    steps,
  )
  assert.ok((await db.sessions.findUniqueOrThrow({ where: { id: session.id } })).freed_at)
  assert.equal((await knownMachine(parts, machine.id)).repair?.state, 'done')
})
