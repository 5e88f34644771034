import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Refused } from '@taxi/contract/client.ts'
import { startSeats } from './entrypoints/jobs/seats.ts'
import { openNewsLine } from './entrypoints/live/news.ts'
import { buildPerson, buildSlot } from './testing/build.ts'
import { type Asked, isLinearizable } from './testing/linearizable.ts'
import { obligingMachines } from './testing/obliging-machines.ts'
import { type Guest, openTestServer, type TestServer } from './testing/test-server.ts'

const CLIENTS = 20
const SLOTS = 50
const CALLS_EACH = 80
/** Every second call is about one of these: a crowd tells more than empty rooms. */
const IN_DEMAND = 5

let server: TestServer
const closers: (() => Promise<void>)[] = []
before(async () => {
  server = await openTestServer({
    machines: obligingMachines(),
    config: { AWAY_MINUTES: 60, SESSIONS_PER_PERSON: SLOTS },
  })
  const news = await openNewsLine(server.databaseUrl, server.parts.log)
  const seats = startSeats(server.parts)
  news.onNews(heard => heard && seats.hear(heard))
  closers.push(seats.close, news.close, server.close)
})
after(async () => {
  for (const close of closers) await close()
})

/** What was asked about one slot and what the answer was. */
interface Call extends Asked {
  who: string
  what: 'take' | 'release' | 'look'
  /** A code of refusal, or what was answered. */
  said: string
  session: string
  holder: string
}
type Seat = { is: 'free' } | { is: 'taken'; by: string; session: string } | { is: 'closing' }

/** How the seat may stand after a call that was answered so. A seat that is being cleaned becomes free by itself. */
function seatAfter(seat: Seat, call: Call): Seat[] {
  const here = outcomes(seat, call)
  return seat.is === 'closing' ? [...here, ...outcomes({ is: 'free' }, call)] : here
}

function outcomes(seat: Seat, { who, what, said, session, holder }: Call): Seat[] {
  const mine = seat.is === 'taken' && seat.by === who
  if (what === 'look') {
    const looks = seat.is === 'taken' ? said === 'busy' && holder === seat.by : said === seat.is
    return looks ? [seat] : []
  }
  if (what === 'release') {
    if (said !== 'done') return said === 'session.unknown' && !mine ? [seat] : []
    if (mine) return session === seat.session ? [{ is: 'closing' }] : []
    // Pressed again, later: it names the session that ended.
    return seat.is === 'taken' && session === seat.session ? [] : [seat]
  }
  if (said === 'slot.taken') return seat.is === 'taken' && !mine && holder === seat.by ? [seat] : []
  if (said === 'slot.closing') return seat.is === 'closing' ? [seat] : []
  if (said !== 'done') return []
  if (mine) return session === seat.session ? [seat] : []
  return seat.is === 'free' ? [{ is: 'taken', by: who, session }] : []
}

test('twenty people taking, releasing and looking at fifty slots: every slot’s answers fit into one order', async () => {
  const slots: string[] = []
  for (let n = 0; n < SLOTS; n++) slots.push((await buildSlot(server.parts.db)).id)
  const histories = new Map<string, Call[]>(slots.map(id => [id, []]))
  const guests: (Guest & { name: string })[] = []
  for (let n = 0; n < CLIENTS; n++) {
    const name = `Guest ${n}`
    guests.push({ name, ...(await server.signIn(await buildPerson(server.parts.db, { name }))) })
  }

  await Promise.all(
    guests.map(async guest => {
      for (let n = 0; n < CALLS_EACH; n++) {
        const id = slots[Math.floor(Math.random() * (Math.random() < 0.5 ? IN_DEMAND : SLOTS))] ?? ''
        histories.get(id)?.push(await ask(guest, id))
      }
    }),
  )

  for (const [id, calls] of histories)
    assert.ok(isLinearizable<Seat, Call>(calls, { is: 'free' }, seatAfter), `${id}: ${JSON.stringify(calls)}`)
  const all = [...histories.values()].flat()
  assert.equal(all.length, CLIENTS * CALLS_EACH)
  for (const said of ['done', 'slot.taken', 'slot.closing', 'busy']) assert.ok(all.some(call => call.said === said))
})

async function ask({ client, name }: Guest & { name: string }, id: string): Promise<Call> {
  const at = { params: { id } }
  const from = performance.now()
  const what = (['take', 'release', 'look'] as const)[Math.floor(Math.random() * 3)] ?? 'look'
  const answered = (said: string, session = '', holder = ''): Call => ({
    who: name,
    what,
    said,
    session,
    holder,
    from,
    to: performance.now(),
  })
  try {
    if (what === 'look') {
      const slot = await client.call('slot', at)
      return answered(slot.state, '', slot.holder?.name)
    }
    const { session_id } = await client.call(what === 'take' ? 'occupy' : 'release', at)
    return answered('done', session_id)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return answered(error.code, '', error.details.holder)
  }
}
