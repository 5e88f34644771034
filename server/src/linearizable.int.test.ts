import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '@taxi/contract/client.ts'
import { startSeats } from './entrypoints/jobs/seats.ts'
import { openNewsLine } from './entrypoints/live/news.ts'
import { buildPerson, buildSlot } from './testing/build.ts'
import { isLinearizable } from './testing/linearizable.ts'
import { obligingMachines } from './testing/obliging-machines.ts'
import { anyOf, askSeat, type Seat, type SeatCall, seatAfter } from './testing/seat-history.ts'
import { openTestServer, type TestServer } from './testing/test-server.ts'

const CLIENTS = 20
const SLOTS = 50
const CALLS_EACH = 60
/** Every second call is about one of these: a crowd tells more than empty rooms. */
const IN_DEMAND = 5

let server: TestServer
const closers: (() => Promise<void>)[] = []
before(async () => {
  const config = { AWAY_MINUTES: 60, SESSIONS_PER_PERSON: SLOTS }
  server = await openTestServer({ machines: obligingMachines(), config })
  const news = await openNewsLine(server.databaseUrl, server.parts.log)
  const seats = startSeats(server.parts)
  news.onNews(heard => heard && seats.hear(heard))
  closers.push(seats.close, news.close, server.close)
})
after(async () => {
  for (const close of closers) await close()
})

test('twenty people taking, releasing and looking at fifty slots: every slot’s answers fit into one order', async () => {
  const [first, ...others] = await Promise.all(Array.from({ length: SLOTS }, () => buildSlot(server.parts.db)))
  assert.ok(first)
  const slots = [first.id, ...others.map(({ id }) => id)] as const
  const inDemand = [first.id, ...others.slice(0, IN_DEMAND - 1).map(({ id }) => id)] as const
  const histories = new Map<string, SeatCall[]>(slots.map(id => [id, []]))
  const guests: { name: string; client: Client }[] = []
  for (let n = 0; n < CLIENTS; n++) {
    const name = `Guest ${n}`
    guests.push({ name, ...(await server.signIn(await buildPerson(server.parts.db, { name }))) })
  }

  await Promise.all(
    guests.map(async ({ client, name }) => {
      for (let n = 0; n < CALLS_EACH; n++) {
        const id = anyOf(anyOf(...inDemand), anyOf(...slots))
        const what = anyOf('take' as const, 'release' as const, 'look' as const)
        histories.get(id)?.push(await askSeat(client, name, what, id))
      }
    }),
  )

  for (const [id, calls] of histories)
    assert.ok(isLinearizable<Seat, SeatCall>(calls, { is: 'free' }, seatAfter), `${id}: ${JSON.stringify(calls)}`)
  const all = [...histories.values()].flat()
  assert.equal(all.length, CLIENTS * CALLS_EACH)
  for (const said of ['done', 'slot.taken', 'slot.closing', 'busy']) assert.ok(all.some(call => call.said === said))
})
