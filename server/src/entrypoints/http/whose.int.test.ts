import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type EndpointName, type Endpoints, endpoints } from '@taxi/contract/http.ts'
import { signDeskToken } from '../../outside/access-token.ts'

import { allOf, ownsEverything } from '../../testing/owns-everything.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'

/**
 * What the id in an address names. `own`: a person's thing; with somebody else's id it is refused with this code and stays as
 * it was. `shared`: everybody's, or, when it is a slot, what the caller has there. `administrators`: theirs to touch.
 */
type Named =
  | {
      own: 'session' | 'desk' | 'companion' | 'dump' | 'offer' | 'signIn' | 'booking' | 'template' | 'ask'
      body?: object
      query?: string
      /** Administrators may touch it as well. */
      administratorsToo?: true
    }
  | { shared: true; body?: object }
  | 'administrators'
  | 'a secret'

type WithId = { [N in EndpointName]: Endpoints[N]['path'] extends `${string}:${string}` ? N : never }[EndpointName]

const TEMPLATE = { name: 'Mine now', slot_ids: ['demo-1'] }

/** Every route with an id. One without a row here does not compile. */
const rows: Record<WithId, Named> = {
  slot: { shared: true },
  occupy: { shared: true },
  release: { shared: true, body: {} },
  extend: { shared: true },
  joinQueue: { shared: true },
  leaveQueue: { shared: true },
  ask: { shared: true },
  stopWork: { shared: true },
  takeOffer: { own: 'offer' },
  passOffer: { own: 'offer' },
  laterOffer: { own: 'offer' },
  session: { own: 'session' },
  deskPass: { own: 'session' },
  here: { own: 'session' },
  handOver: { own: 'session', body: { person_id: randomUUID() } },
  tunnelPass: { own: 'desk' },
  resizeScreen: { own: 'desk', body: { width: 1280, height: 800 } },
  deskExtend: { own: 'desk' },
  deskRelease: { own: 'desk' },
  deskToken: { own: 'desk' },
  deskAsk: { own: 'desk' },
  deskAnswerAsk: { own: 'desk', body: { answer: 'no' } },
  deskColleagues: { own: 'desk' },
  deskFiles: { own: 'desk' },
  putDeskFile: { own: 'desk', query: '?name=a.txt' },
  discardDeskFile: { own: 'desk', query: '?path=a.txt' },
  fetchDeskFile: { own: 'desk', query: '?path=a.txt' },
  dump: { own: 'dump' },
  dumpFile: { own: 'dump' },
  deleteDump: { own: 'dump' },
  resendDump: { own: 'dump' },
  endSignIn: { own: 'signIn' },
  cancelBooking: { own: 'booking', administratorsToo: true },
  changeTemplate: { own: 'template', body: TEMPLATE },
  removeTemplate: { own: 'template' },
  launchTemplate: { own: 'template' },
  queueTemplate: { own: 'template' },
  answerAsk: { own: 'ask', body: { answer: 'now' } },
  withdrawAsk: { own: 'ask' },
  journal: { own: 'companion' },
  storeFile: { own: 'companion' },
  calendarFile: 'a secret',
  linkedFile: 'a secret',
  personSignIns: 'administrators',
  endPersonSignIns: 'administrators',
  resetTotp: 'administrators',
  reveal: 'administrators',
  changeSlot: 'administrators',
  changePerson: 'administrators',
  invitePerson: 'administrators',
  changeMachine: 'administrators',
  offerJoin: 'administrators',
  kick: 'administrators',
  restartSlot: 'administrators',
  rebootDevice: 'administrators',
  rebootMachine: 'administrators',
  profileCopies: 'administrators',
  backUpProfile: 'administrators',
  restoreProfile: 'administrators',
  watch: 'administrators',
  thumbnail: 'administrators',
  playRecording: 'administrators',
  driftAnswer: 'administrators',
}

/** Gone already or never there: the answer is the same, whoever asks. */
const ends = new Set<WithId>(['endSignIn', 'removeTemplate'])

/** What a thing of somebody else is answered with. */
const NOT_YOURS: Record<Extract<Named, { own: string }>['own'], string[]> = {
  session: ['session.unknown', 'auth.not-allowed'],
  desk: ['session.unknown', 'auth.not-allowed'],
  companion: ['auth.required'],
  dump: ['dump.unknown', 'auth.not-allowed'],
  offer: ['offer.unknown', 'auth.not-allowed'],
  signIn: ['auth.not-allowed'],
  booking: ['booking.unknown', 'auth.not-allowed'],
  template: ['template.unknown', 'auth.not-allowed'],
  ask: ['ask.unknown', 'auth.not-allowed'],
}

let server: TestServer
before(async () => {
  server = await openTestServer()
})
after(() => server.close())

for (const [name, named] of Object.entries(rows) as [WithId, Named][])
  if (typeof named === 'object' && 'own' in named)
    test(`somebody else’s ${named.own} is out of reach by ${name}${named.administratorsToo ? '' : ', also for an administrator'}`, async () => {
      const [anna, ...others] = await Promise.all([
        owner(),
        owner(),
        owner(named.administratorsToo ? 'member' : 'admin'),
      ])
      const id = anna.ids[named.own]
      const before = await allOf(server.parts, anna.person.id)
      const notYours = ends.has(name) ? ['', ...NOT_YOURS[named.own]] : NOT_YOURS[named.own]

      for (const other of others)
        for (const token of [other.token, other.desk, other.upload]) {
          const { code, text } = await call(name, id, token, named)
          const expected = token === other.upload ? ['auth.required'] : notYours
          assert.ok(expected.includes(code), `${name} answered ${code || text}`)
          for (const secret of [anna.person.name, anna.person.email, 'inside', anna.token, anna.upload])
            assert.ok(!text.includes(secret), `${name} told ${secret}`)
        }

      assert.deepEqual(await allOf(server.parts, anna.person.id), before)
      const { code } = await call(name, id, named.own === 'companion' ? anna.upload : anna.token, named)
      assert.ok(!NOT_YOURS[named.own].includes(code), code)
    })

for (const [name, named] of Object.entries(rows) as [WithId, Named][])
  if (typeof named === 'object' && 'shared' in named)
    test(`${name} at a slot that somebody else has changes nothing of theirs`, async () => {
      const [anna, boris] = await Promise.all([owner(), owner()])
      const before = await allOf(server.parts, anna.person.id)

      for (const slot of [anna.slot.id, anna.offer.slot_id]) await call(name, slot, boris.token, named)

      assert.deepEqual(await allOf(server.parts, anna.person.id), before)
    })

test('every route with an id has its row', () => {
  const withId = (Object.keys(endpoints) as EndpointName[]).filter(name => endpoints[name].path.includes(':'))

  assert.deepEqual(Object.keys(rows).sort(), withId.sort())
})

test('ending somebody else’s sign-in leaves it open', async () => {
  const [anna, boris] = await Promise.all([owner(), owner()])

  await call('endSignIn', anna.ids.signIn, boris.token)
  assert.equal((await server.client(anna.token).call('me')).id, anna.person.id)

  await call('endSignIn', anna.ids.signIn, anna.token)
  await assert.rejects(server.client(anna.token).call('me'))
})

test('a pass opens the desk of its own session alone, once', async () => {
  const [anna, boris] = await Promise.all([owner(), owner()])
  const { desk_url } = await server.client(anna.token).call('deskPass', { params: { id: anna.session.id } })
  const pass = new URL(desk_url).hash.slice('#p='.length)
  const enter = (session_id: string) => server.client().call('enterDesk', { body: { session_id, pass } })

  await assert.rejects(enter(boris.session.id), { code: 'desk.pass-spent' })
  const entered = await enter(anna.session.id)
  assert.equal(entered.session.id, anna.session.id)
  await assert.rejects(enter(anna.session.id), { code: 'desk.pass-spent' })
  // What came of it is the desk's and nobody's sign-in.
  await assert.rejects(server.client(entered.token).call('me'), { code: 'auth.not-allowed' })
})

test('ids nobody would make up are refused, not stumbled over', async () => {
  const { token } = await owner('admin')
  const odd = [
    'x',
    '%00',
    '%ff',
    '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '__proto__',
    "'%20OR%201=1--",
    '9'.repeat(3000),
    '%F0%9F%98%80',
  ]
  const failed: string[] = []

  for (const name of Object.keys(rows) as WithId[])
    for (const id of odd) {
      const { status } = await call(name, id, token, {})
      if (status >= 500) failed.push(`${name} ${id.slice(0, 40)}: ${status}`)
    }

  assert.deepEqual(failed, [])
})

async function owner(role: 'member' | 'admin' = 'member') {
  const things = await ownsEverything(server.parts, role)
  const { token } = await server.signIn(things.person)
  const { family_id } = await server.parts.db.sign_ins.findFirstOrThrow({ where: { person_id: things.person.id } })
  const seat = { personId: things.person.id, sessionId: things.session.id, familyId: null }
  const { session, dump, offer, booking, template, ask } = things
  const ids: Record<Extract<Named, { own: string }>['own'], string> = {
    session: session.id,
    desk: session.id,
    companion: session.id,
    dump: dump.id,
    offer: offer.id,
    signIn: family_id,
    booking: booking.id,
    template: template.id,
    ask: ask.id,
  }
  return { ...things, token, desk: signDeskToken(server.parts, seat), ids }
}

/** The code of the refusal, empty when it was done, and everything that was answered. */
async function call(
  name: WithId,
  id: string,
  token: string,
  { body = {}, query = '' }: { body?: object; query?: string } = {},
) {
  const { method, path } = endpoints[name]
  const response = await server.fetch(`/api${path.replace(/:(id|secret)/, id).replace(':part', '0')}${query}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'accept-language': 'en' },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const code = response.ok ? '' : ((JSON.parse(text) as { error: { code: string } }).error.code ?? '')
  return { status: response.status, code, text }
}
