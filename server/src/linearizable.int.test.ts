import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '@taxi/contract/client.ts'
import { startSeats } from './entrypoints/jobs/seats.ts'
import { openNewsLine } from './entrypoints/live/news.ts'
import { buildPerson, buildSlot } from './testing/build.ts'
import { isLinearizable } from './testing/linearizable.ts'
import { obligingMachines } from './testing/obliging-machines.ts'
import { askSeat, type Seat, type SeatCall, seatAfter } from './testing/seat-history.ts'
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
  const slots: string[] = []
  for (let n = 0; n < SLOTS; n++) slots.push((await buildSlot(server.parts.db)).id)
  const histories = new Map<string, SeatCall[]>(slots.map(id => [id, []]))
  const guests: { name: string; client: Client }[] = []
  for (let n = 0; n < CLIENTS; n++) {
    const name = `Guest ${n}`
    guests.push({ name, ...(await server.signIn(await buildPerson(server.parts.db, { name }))) })
  }

  await Promise.all(
    guests.map(async ({ client, name }) => {
      for (let n = 0; n < CALLS_EACH; n++) {
        const id = slots[Math.floor(Math.random() * (Math.random() < 0.5 ? IN_DEMAND : SLOTS))] ?? ''
        const what = (['take', 'release', 'look'] as const)[Math.floor(Math.random() * 3)] ?? 'look'
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
