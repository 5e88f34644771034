import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { endSession } from '../../actions/end-session.ts'
import { finishWork } from '../../actions/finish-work.ts'
import type { Closing, Sealed } from '../../domain/dump.ts'
import { type MachineDriver, MachineError } from '../../outside/machine/driver.ts'
import { buildMachine, buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { openTestDatabase } from '../../testing/database.ts'
import { fakeCompanions, fakeMachines, fakeParts } from '../../testing/fake-parts.ts'
import { until } from '../../testing/until.ts'
import { startSeats } from './seats.ts'

const database = await openTestDatabase()
after(() => database.close())
const { db } = database

/** A machine that writes down what it was asked; `verbs` replaces single answers. */
async function seated(verbs: Partial<MachineDriver> = {}, given: { driver?: string } = {}) {
  const asked: string[] = []
  const machine = await buildMachine(db, { driver: 'local', ...given })
  const driver: Partial<MachineDriver> = {
    up: async () => void asked.push('up'),
    begin: async () => void asked.push('begin'),
    seal: async (_, part) => {
      asked.push(`seal ${part}`)
      const path = part === 1 ? 'clipboard.txt' : 'downloads/a.csv'
      return {
        items: [{ path, kind: part === 1 ? 'clipboard' : 'download', bytes: 1, sha256: null, status: 'complete' }],
      }
    },
    clean: async () => void asked.push('clean'),
    dirty: async () => null,
    check: async () => ({ healthy: true, trouble: [] }),
    ...Object.fromEntries(
      Object.entries(verbs).map(([verb, work]) => [verb, heard(asked, verb, work as () => unknown)]),
    ),
  }
  const person = await buildPerson(db)
  const slot = await buildSlot(db, { machines: [machine.id] })
  const companions = fakeCompanions({
    connected: () => ({ version: '1', since: new Date() }),
    ask: async (_, command) => {
      asked.push(command.t)
      const answers = {
        begin: { ready: true },
        tabs: { tabs: [] },
        finish: { chats: [], history: [], downloads: [] },
        keep_cookies: { kept: 1 },
      } as Record<string, unknown>
      return (answers[command.t] ?? {}) as never
    },
  })
  const parts = fakeParts(database, { machines: fakeMachines({ [machine.id]: driver }), companions })
  return { asked, machine, person, slot, parts }
}

const heard =
  (asked: string[], verb: string, work: (...words: unknown[]) => unknown) =>
  (...words: unknown[]) => {
    asked.push(verb)
    return work(...words)
  }

const sealedOf = (session: { dump: { sealed: unknown } | null }) => session.dump?.sealed as Sealed
const sessionOf = (id: string) => db.sessions.findUniqueOrThrow({ where: { id }, include: { dump: true } })

test('a new session gets its seat: marked on the machine, told to the companion, each phase timed', async () => {
  const { asked, person, slot, parts } = await seated()
  const session = await buildSession(db, { person, slot, state: 'preparing', first_frame_at: null })

  const seats = startSeats(parts)
  await until('signed in', async () => 'signed_in' in ((await sessionOf(session.id)).phases as object))
  await seats.close()

  assert.deepEqual(
    asked.filter(word => word === 'begin' || word === 'up'),
    ['begin', 'begin'],
  )
  assert.deepEqual(Object.keys((await sessionOf(session.id)).phases as object).sort(), [
    'browser',
    'lease',
    'machine',
    'signed_in',
  ])
})

test('a seat that is not up is brought up first', async () => {
  let up = false
  const { asked, person, slot, parts } = await seated({
    up: async () => {
      up = true
    },
    begin: async () => {
      if (!up) throw new MachineError('begin', 'the seat is not up', true, 'down')
    },
  })
  const session = await buildSession(db, { person, slot, state: 'preparing', first_frame_at: null })

  const seats = startSeats(parts)
  await until('ready', async () => 'browser' in ((await sessionOf(session.id)).phases as object))
  await seats.close()

  assert.deepEqual(asked.slice(0, 3), ['begin', 'up', 'begin'])
})

test('nobody sits down on what somebody else left: it is sealed and wiped first', async () => {
  let dirty: string | null = '00000000-0000-4000-8000-000000000001'
  const { asked, person, slot, parts } = await seated({
    begin: async () => {
      if (dirty) throw new MachineError('begin', 'the seat is still dirty', false, 'dirty')
    },
    dirty: async () => dirty,
    clean: async () => {
      dirty = null
    },
  })
  const session = await buildSession(db, { person, slot, state: 'preparing', first_frame_at: null })

  const seats = startSeats(parts)
  await until('ready', async () => 'browser' in ((await sessionOf(session.id)).phases as object))
  await seats.close()

  assert.deepEqual(asked.slice(0, 5), ['begin', 'dirty', 'seal 2', 'clean', 'begin'])
})

test('an ended session is closed in order, its dump goes on while the seat is cleaned, the slot is free', async () => {
  const { asked, person, slot, parts } = await seated()
  const session = await buildSession(db, { person, slot })
  await endSession(parts, { sessionId: session.id, reason: 'manual' })

  const seats = startSeats(parts)
  await until('free', async () => (await sessionOf(session.id)).freed_at)
  await seats.close()

  const steps = ['tabs', 'seal 1', 'finish', 'seal 2', 'keep_cookies', 'end', 'clean']
  assert.deepEqual(
    asked.filter(word => steps.includes(word)),
    steps,
  )
  const closed = await sessionOf(session.id)
  assert.equal(closed.dump?.state, 'pulling')
  assert.deepEqual(
    sealedOf(closed).seal.map(item => item.path),
    ['clipboard.txt', 'downloads/a.csv'],
  )
})

test('a companion that is gone costs its own items only: the rest is sealed, the seat is cleaned, the dump says why', async () => {
  const { person, slot, parts } = await seated()
  const alone = { ...parts, companions: fakeCompanions() }
  const session = await buildSession(db, { person, slot })
  await endSession(alone, { sessionId: session.id, reason: 'manual' })

  const seats = startSeats(alone)
  await until('free', async () => (await sessionOf(session.id)).freed_at)
  await seats.close()

  const sealed = sealedOf(await sessionOf(session.id))
  assert.equal(sealed.seal.length, 2)
  assert.match(sealed.why.tabs ?? '', /no companion/)
  assert.match(sealed.why.finish ?? '', /no companion/)
})

test('a seat that cannot be cleaned stays taken until it is, and its dump does not wait for that', async () => {
  let broken = true
  const { person, slot, parts } = await seated({
    clean: async () => {
      if (broken) throw new MachineError('clean', 'the browser does not close')
    },
  })
  const session = await buildSession(db, { person, slot })
  await endSession(parts, { sessionId: session.id, reason: 'kicked' })

  const seats = startSeats(parts)
  await until('dump goes on', async () => (await sessionOf(session.id)).dump?.state === 'pulling')
  await until('cleaning failed', async () => {
    const closing = (await sessionOf(session.id)).closing as Closing
    return closing.clean && !closing.clean.ok
  })
  assert.equal((await sessionOf(session.id)).freed_at, null)
  broken = false
  await until('free', async () => (await sessionOf(session.id)).freed_at)
  await seats.close()
})

test('a closing that was cut off goes on at the first step not written down', async () => {
  const { asked, person, slot, parts } = await seated()
  const done = { ok: true, at: new Date().toISOString() }
  const session = await buildSession(db, { person, slot, closing: { tabs: done, seal_screen: done, finish: done } })
  await endSession(parts, { sessionId: session.id, reason: 'manual' })

  const seats = startSeats(parts)
  await until('free', async () => (await sessionOf(session.id)).freed_at)
  await seats.close()

  assert.ok(!asked.includes('seal 1') && !asked.includes('finish'))
  assert.ok(asked.includes('seal 2'))
})

test('a seat that works on without its person is left alone until the work is over, then closed like any other', async () => {
  const { asked, person, slot, parts } = await seated()
  const session = await buildSession(db, { person, slot })
  await endSession(parts, {
    sessionId: session.id,
    reason: 'manual',
    worksUntil: new Date(Date.now() + 60_000),
  })

  const seats = startSeats(parts)
  await sleep(500)
  assert.deepEqual((await sessionOf(session.id)).closing, {})
  await finishWork(parts, session.id)
  seats.hear({ about: 'wake', id: 'closing' })
  await until('free', async () => (await sessionOf(session.id)).freed_at)
  await seats.close()

  assert.ok(asked.includes('finish') && asked.includes('clean'))
})

test('a machine that is lost while it works ends the work, and what is here already is delivered', async () => {
  const { machine, person, slot, parts } = await seated({
    check: async () => ({ healthy: false, trouble: ['it does not answer'] }),
  })
  const session = await buildSession(db, { person, slot })
  await endSession(parts, { sessionId: session.id, reason: 'idle', worksUntil: new Date(Date.now() + 60_000) })
  const failing_since = new Date(Date.now() - 4 * 60_000)
  await db.machine_status.create({
    data: { vm_id: machine.id, is_healthy: false, failing_since, updated_at: failing_since },
  })

  const seats = startSeats(parts)
  await until('closed', async () => (await sessionOf(session.id)).dump?.state === 'pulling')
  await seats.close()

  assert.equal((await sessionOf(session.id)).end_reason, 'idle')
})

/** Somebody else gets the seat of this session once it is sealed. */
async function handedOver(session: { id: string }) {
  const heir = await buildPerson(db)
  await db.sessions.update({ where: { id: session.id }, data: { handed_to: heir.id } })
  return heir
}
const next = (session: { id: string }) => db.sessions.findFirst({ where: { follows_id: session.id } })

test('a seat that is handed over is sealed but not cleaned, and begins for the colleague with its tabs', async () => {
  const begun: unknown[][] = []
  const { asked, person, slot, parts } = await seated({ begin: async (...words) => void begun.push(words) })
  const session = await buildSession(db, { person, slot })
  const heir = await handedOver(session)
  await endSession(parts, { sessionId: session.id, reason: 'handed_over' })

  const seats = startSeats(parts)
  await until(
    'the colleague’s seat is ready',
    async () => 'signed_in' in (((await next(session))?.phases ?? {}) as object),
  )
  await seats.close()

  const following = await next(session)
  assert.equal(following?.person_id, heir.id)
  assert.deepEqual(begun.at(-1)?.[2], session.id)
  assert.ok(asked.includes('seal 2') && !asked.includes('clean') && !asked.includes('up'))
})

test('a colleague whose seat never began leaves it as its giver did: it is cleaned under the giver’s mark', async () => {
  const cleaned: unknown[] = []
  const { person, slot, parts } = await seated({ clean: async id => void cleaned.push(id) })
  const freed_at = new Date()
  const given = await buildSession(db, { person, slot, end_reason: 'handed_over', handed_to: person.id, freed_at })
  const session = await buildSession(db, { person, slot, follows_id: given.id, started_at: freed_at })
  const driver = await parts.machines.driver(session.machine_id)
  const marked = fakeMachines({ [session.machine_id]: { ...driver, clean: driver.clean, dirty: async () => given.id } })
  await endSession(parts, { sessionId: session.id, reason: 'start_failed' })

  const seats = startSeats({ ...parts, machines: marked })
  await until('free', async () => (await sessionOf(session.id)).freed_at)
  await seats.close()

  assert.deepEqual(cleaned, [given.id])
})

test('two servers on one database close a seat once', async () => {
  const { asked, person, slot, parts } = await seated()
  const session = await buildSession(db, { person, slot })
  await endSession(parts, { sessionId: session.id, reason: 'manual' })

  const servers = [startSeats(parts), startSeats(parts)]
  await until('free', async () => (await sessionOf(session.id)).freed_at)
  await Promise.all(servers.map(seats => seats.close()))

  assert.equal(asked.filter(word => word === 'clean').length, 1)
})

test('a dry machine has no companion, and nobody waits for one', async () => {
  const { asked, person, slot, parts } = await seated({}, { driver: 'dry' })
  const alone = { ...parts, companions: fakeCompanions() }
  const session = await buildSession(db, { person, slot, state: 'preparing', first_frame_at: null })

  const seats = startSeats(alone)
  await until('ready', async () => 'browser' in ((await sessionOf(session.id)).phases as object))
  const closing = performance.now()
  await seats.close()

  assert.ok(performance.now() - closing < 5_000)
  assert.ok(asked.includes('begin'))
})

test('a machine nobody has seen well for three minutes is lost: its session ends and says so', async () => {
  const { machine, person, slot, parts } = await seated({
    check: async () => ({ healthy: false, trouble: ['it does not answer'] }),
  })
  const session = await buildSession(db, { person, slot })
  const failing_since = new Date(Date.now() - 4 * 60_000)
  await db.machine_status.create({
    data: { vm_id: machine.id, is_healthy: false, failing_since, updated_at: failing_since },
  })

  const seats = startSeats(parts)
  await until('ended', async () => (await sessionOf(session.id)).ended_at)
  await seats.close()

  assert.equal((await sessionOf(session.id)).end_reason, 'machine_lost')
})

test('one bad look at a machine ends nothing, and a machine switched off is watched while somebody sits there', async () => {
  const { asked, machine, person, slot, parts } = await seated({
    check: async () => ({ healthy: false, trouble: ['it does not answer'] }),
  })
  const session = await buildSession(db, { person, slot })
  await db.machines.update({ where: { id: machine.id }, data: { is_active: false } })

  const seats = startSeats(parts)
  await until('looked at', async () => db.machine_status.findUnique({ where: { vm_id: machine.id } }))
  await seats.close()

  assert.ok(asked.includes('check'))
  assert.equal((await sessionOf(session.id)).ended_at, null)
})
