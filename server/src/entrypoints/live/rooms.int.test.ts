import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type LiveEventName, liveEvents } from '@taxi/contract/live.ts'
import { io, type Socket } from 'socket.io-client'
import type { News } from '../../db/client.ts'
import { warningKey } from '../../domain/warnings.ts'
import { signDeskToken } from '../../outside/access-token.ts'
import { buildPerson } from '../../testing/build.ts'
import { type Owner, ownsEverything } from '../../testing/owns-everything.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

/**
 * `owner`: whose things are told of, on two lines: with their sign-in, and as the `desk` of their session. `rightless` is
 * signed in and may not even see slots; `halfAdmin` is an administrator without a second factor; `watcher` is an
 * administrator's desk page that looks at the owner's screen.
 */
const hearers = [
  'owner',
  'desk',
  'other',
  'otherDesk',
  'operator',
  'halfAdmin',
  'admin',
  'rightless',
  'watcher',
] as const
type Hearer = (typeof hearers)[number]

interface Row {
  hears: Hearer[]
  /** What happened; nothing where connecting is enough, or where nobody is told of it yet. */
  happened?: (owner: Owner & { familyId: string }) => News
}
const everybodySignedIn: Hearer[] = ['owner', 'other', 'operator', 'halfAdmin', 'admin']

/** Who hears which event. An event without a row does not compile. */
const rows: Record<LiveEventName, Row> = {
  hello: { hears: [...hearers] },
  'slot.update': { hears: everybodySignedIn, happened: ({ slot }) => ({ about: 'slot', id: slot.id }) },
  'session.update': {
    hears: ['owner', 'desk', 'watcher'],
    happened: ({ session }) => ({ about: 'session', id: session.id }),
  },
  'dump.update': { hears: ['owner'], happened: ({ dump }) => ({ about: 'dump', id: dump.id }) },
  'queue.update': { hears: ['owner'], happened: ({ person }) => ({ about: 'queue', id: person.id }) },
  'offer.update': { hears: ['owner'], happened: ({ person }) => ({ about: 'queue', id: person.id }) },
  'booking.update': { hears: everybodySignedIn, happened: ({ booking }) => ({ about: 'booking', id: booking.id }) },
  'ask.update': { hears: ['owner', 'desk'], happened: ({ ask }) => ({ about: 'ask', id: ask.id }) },
  notification: {
    hears: ['owner', 'desk'],
    happened: ({ session }) => {
      const warning = { sessionId: session.id, timer: 'timeout', minutes: 10, endsAt: session.ends_at } as const
      return { about: 'warning', id: warningKey(warning) }
    },
  },
  'system.alert': { hears: ['admin'], happened: ({ familyId }) => ({ about: 'stolen', id: familyId }) },
}

let server: TestServer
let owner: Owner & { familyId: string }
const lines = new Map<Hearer, { line: Socket; heard: string[] }>()

before(async () => {
  server = await openTestServer()
  const { parts } = server
  const [mine, others] = [await ownsEverything(parts), await ownsEverything(parts)]
  const signedIn = async (person: { id: string }) => (await server.signIn(person)).token
  const desk = ({ person, session }: Owner) =>
    signDeskToken(parts, { personId: person.id, sessionId: session.id, familyId: null })
  const watching = (person: { id: string }, session: { id: string }) =>
    signDeskToken(parts, { personId: person.id, sessionId: session.id, familyId: null })
  const tokens: Record<Hearer, string> = {
    owner: await signedIn(mine.person),
    desk: desk(mine),
    other: await signedIn(others.person),
    otherDesk: desk(others),
    operator: await signedIn(await buildPerson(parts.db, { role: 'operator' })),
    halfAdmin: await signedIn(await buildPerson(parts.db, { role: 'admin', totp_confirmed_at: null })),
    admin: await signedIn(await buildPerson(parts.db, { role: 'admin' })),
    watcher: watching(await buildPerson(parts.db, { role: 'admin' }), mine.session),
    rightless: await signedIn(await buildPerson(parts.db, { permissions: [] })),
  }
  const { family_id } = await parts.db.sign_ins.findFirstOrThrow({ where: { person_id: mine.person.id } })
  owner = { ...mine, familyId: family_id }
  for (const hearer of hearers) lines.set(hearer, connect(tokens[hearer]))
  await until('it is heard', () => hearersOf('hello').length === hearers.length)
})
after(() => server.close())

for (const [event, { hears, happened }] of Object.entries(rows) as [LiveEventName, Row][])
  test(`${event} is heard by ${hears.join(', ') || 'nobody'}`, async () => {
    if (happened) {
      for (const { heard } of lines.values()) heard.length = 0
      await server.parts.change(tx => tx.announce(happened(owner)))
      await until('it is heard', () => hearersOf(event).length >= hears.length)
      // Time enough for whoever should not hear it.
      await sleep(300)
    }

    assert.deepEqual(hearersOf(event), hears)
  })

test('every event of the contract has its row', () => {
  assert.deepEqual(Object.keys(rows).sort(), Object.keys(liveEvents).sort())
})

test('nobody joins a room by saying so', async () => {
  const { token } = await server.signIn(await buildPerson(server.parts.db))
  const nosy = io(server.url, {
    auth: { token, room: `person:${owner.person.id}`, rooms: [`session:${owner.session.id}`], person: owner.person },
    query: { room: `person:${owner.person.id}` },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  })
  const heard: string[] = []
  nosy.onAny(name => heard.push(name))
  await until('it is heard', () => heard.includes('hello'))

  await server.parts.change(tx => tx.announce({ about: 'session', id: owner.session.id }))
  await until('it is heard', () => hearersOf('session.update').length > 0)
  await sleep(300)
  nosy.disconnect()

  assert.ok(!heard.includes('session.update'), heard.join())
})

test('the line of a namespace of one’s own making is refused', async () => {
  const { token } = await server.signIn(await buildPerson(server.parts.db))
  const line = io(`${server.url}/admin`, { auth: { token }, transports: ['websocket'], reconnection: false })
  const answer = await new Promise(resolve => {
    line.once('connect_error', error => resolve(error.message))
    line.once('connect', () => resolve('connected'))
  })
  line.disconnect()

  assert.equal(answer, 'Invalid namespace')
})

function connect(token: string) {
  const line = server.line(token)
  const heard: string[] = []
  line.onAny(name => heard.push(name))
  return { line, heard }
}

const hearersOf = (event: string) => hearers.filter(hearer => lines.get(hearer)?.heard.includes(event))
