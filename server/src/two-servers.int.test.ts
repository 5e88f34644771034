import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Client, createClient } from '@taxi/contract/client.ts'
import { newSignIn } from './db/write/new-sign-in.ts'
import { loadSecrets } from './outside/secrets.ts'
import { buildPerson, buildSession, buildSlot } from './testing/build.ts'
import { openTestDatabase, type TestDatabase } from './testing/database.ts'
import { isLinearizable } from './testing/linearizable.ts'
import { anyOf, askSeat, type Seat, type SeatCall, seatAfter } from './testing/seat-history.ts'
import { until } from './testing/test-seat.ts'

/** Two copies of the real server, each a process, on one database; the second one is killed at the end. */
interface Copy {
  url: string
  child: ChildProcess
}
const main = fileURLToPath(new URL('./main.ts', import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), 'taxi-two-servers-'))
const PATIENCE_MS = 60_000
let database: TestDatabase
let one: Copy
let other: Copy

before(async () => {
  database = await openTestDatabase()
  // The first makes the keys both sign with.
  one = await start()
  other = await start()
})
after(async () => {
  for (const copy of [one, other]) await end(copy, 'SIGTERM')
  await database.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(): Promise<Copy> {
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      PORT: '0',
      DATABASE_URL: database.url,
      TAXI_DATA_DIR: dataDir,
      LOCAL_MACHINE: 'no',
      DISK_FLOOR_MB: '1',
      REQUESTS_PER_SECOND: '10000',
      TELEGRAM_BOT_TOKEN: '',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout?.on('data', chunk => (said += chunk))
  const address = () => /ready at (\S+)/.exec(said)?.[1]
  await until('the server is ready', () => Boolean(address()), PATIENCE_MS)
  return { child, url: address() ?? '' }
}

async function end({ child }: Copy, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

/** Numbers the seeded slots do not have. */
let number = 1000
const slotOf = () => buildSlot(database.db, { slot_number: number++ })

interface Guest {
  id: string
  name: string
  /** At the one server, and at the other. */
  clients: [Client, Client]
}
async function guest(name: string): Promise<Guest> {
  const person = await buildPerson(database.db, { name })
  const signing = { secrets: loadSecrets(dataDir), now: () => new Date() }
  const origin = { way: 'password', address: '', agent: '' } as const
  const { token } = await newSignIn(signing, database.db, person, origin)
  const at = ({ url }: Copy) => createClient({ base: url, token: () => token, locale: () => 'en' })
  return { id: person.id, name, clients: [at(one), at(other)] }
}
const guests = (count: number, name: string) =>
  Promise.all(Array.from({ length: count }, (_, n) => guest(`${name} ${n}`)))

test('forty people at two servers take one slot at once, again and again: each time one of them gets it', async () => {
  const slot = await slotOf()
  const crowd = await guests(40, 'Crowd')
  const at = { params: { id: slot.id } }

  for (let round = 0; round < 5; round++) {
    const tried = await Promise.allSettled(crowd.map(({ clients }, n) => (clients[n % 2] as Client).call('occupy', at)))

    const winners = crowd.filter((_, n) => tried[n]?.status === 'fulfilled')
    assert.equal(winners.length, 1)
    await winners[0]?.clients[round % 2]?.call('release', at)
    await until('the slot is free again', async () => {
      return (await crowd[0]?.clients[round % 2]?.call('slot', at))?.state === 'free'
    })
  }
})

test('ten people taking and releasing at whichever server: every slot’s answers fit into one order', async () => {
  const slots = [await slotOf(), await slotOf(), await slotOf()] as const
  const people = await guests(10, 'Rider')
  const histories = new Map<string, SeatCall[]>(slots.map(({ id }) => [id, []]))

  await Promise.all(
    people.map(async ({ name, clients }) => {
      for (let n = 0; n < 30; n++) {
        const { id } = anyOf(...slots)
        const client = clients[n % 2] as Client
        histories.get(id)?.push(await askSeat(client, name, anyOf('take' as const, 'release' as const), id))
      }
    }),
  )

  for (const [id, calls] of histories)
    assert.ok(isLinearizable<Seat, SeatCall>(calls, { is: 'free' }, seatAfter), `${id}: ${JSON.stringify(calls)}`)
})

test('two clocks offer each free slot once, to the first in line, and end each session once', async () => {
  const people = await guests(3, 'Waiting')
  const holder = await guest('Holder')
  const slots = await Promise.all(Array.from({ length: 10 }, slotOf))
  for (const slot of slots) await buildSession(database.db, { person: holder, slot })
  for (const { id } of slots) for (const { clients } of people) await clients[0].call('joinQueue', { params: { id } })
  const ids = slots.map(({ id }) => id)

  await database.db.sessions.updateMany({ where: { slot_id: { in: ids } }, data: { ends_at: new Date() } })

  const offered = () => database.db.offers.findMany({ where: { slot_id: { in: ids } } })
  await until('every slot is offered', async () => (await offered()).length >= slots.length)
  // Two more looks of each clock.
  await new Promise(resolve => setTimeout(resolve, 2_500))
  const offers = await offered()
  assert.equal(offers.length, slots.length)
  assert.deepEqual([...new Set(offers.map(offer => offer.person_id))], [people[0]?.id])
  const ended = await database.db.sessions.findMany({ where: { slot_id: { in: ids } }, include: { dump: true } })
  assert.deepEqual([...new Set(ended.map(row => row.end_reason))], ['timeout'])
  assert.equal(ended.filter(row => row.dump).length, slots.length)
})

test('a server that dies takes nothing along: the other one’s clock ends, cleans, offers and seats', async () => {
  const slot = await slotOf()
  const [holder, waiting] = [await guest('Holder'), await guest('Waiting')]
  const at = { params: { id: slot.id } }
  const { session_id } = await holder.clients[1].call('occupy', at)
  await waiting.clients[1].call('joinQueue', at)

  await end(other, 'SIGKILL')
  await database.db.sessions.update({ where: { id: session_id }, data: { ends_at: new Date() } })

  const client = waiting.clients[0]
  await until('the turn is held', async () => (await client.call('myQueue')).offers.length > 0, 30_000)
  const { offers } = await client.call('myQueue')
  const taken = await client.call('takeOffer', { params: { id: offers[0]?.id ?? '' } })
  assert.equal((await client.call('slot', at)).session_id, taken.session_id)
})
