import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type EndpointName, endpoints } from '@taxi/contract/http.ts'
import { signDeskToken } from '../../outside/access-token.ts'
import { buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'
import { table } from './handlers.ts'

type Knocker = 'nobody' | 'member' | 'operator' | 'admin' | 'disabled' | 'desk'
const knockers: Knocker[] = ['nobody', 'member', 'operator', 'admin', 'disabled', 'desk']
/** What the door says: come in (whatever follows then), who are you, or not you. */
type Door = 'in' | 401 | 403

const everybody: Record<Knocker, Door> = {
  nobody: 'in',
  member: 'in',
  operator: 'in',
  admin: 'in',
  disabled: 'in',
  desk: 'in',
}
const people: Record<Knocker, Door> = {
  nobody: 401,
  member: 'in',
  operator: 'in',
  admin: 'in',
  disabled: 401,
  desk: 403,
}
const deskToo: Record<Knocker, Door> = { ...people, desk: 'in' }
const admins: Record<Knocker, Door> = { ...people, member: 403, operator: 403 }
const companions: Record<Knocker, Door> = {
  nobody: 401,
  member: 401,
  operator: 401,
  admin: 401,
  disabled: 401,
  desk: 401,
}

/** Who gets through which door. An endpoint without a row here fails the first test. */
const expected: Record<EndpointName, Record<Knocker, Door>> = {
  hello: everybody,
  signIn: everybody,
  refresh: everybody,
  firstAdmin: everybody,
  acceptInvitation: everybody,
  enterDesk: everybody,
  signOut: people,
  totpSetup: people,
  totpConfirm: people,
  me: people,
  slots: people,
  slot: people,
  occupy: people,
  release: people,
  extend: people,
  bookings: people,
  book: people,
  cancelBooking: people,
  bookingCalendar: people,
  suggestTimes: people,
  calendarFeed: people,
  renewCalendarFeed: people,
  templates: people,
  addTemplate: people,
  changeTemplate: people,
  removeTemplate: people,
  launchTemplate: people,
  queueTemplate: people,
  asks: people,
  ask: people,
  answerAsk: people,
  withdrawAsk: people,
  colleagues: people,
  handOver: people,
  stopWork: people,
  calendarFile: everybody,
  newRecoveryCodes: people,
  totpRemove: people,
  signIns: people,
  endSignIn: people,
  signInLink: people,
  personSignIns: admins,
  endPersonSignIns: admins,
  resetTotp: admins,
  reveal: admins,
  audit: admins,
  verifyAudit: admins,
  telegramSignIn: everybody,
  askEmailCode: everybody,
  emailSignIn: everybody,
  whoseLink: everybody,
  linkSignIn: everybody,
  joinQueue: people,
  leaveQueue: people,
  joinServiceQueue: people,
  myQueue: people,
  takeOffer: people,
  passOffer: people,
  laterOffer: people,
  deskPass: people,
  profile: people,
  changeProfile: people,
  sessions: people,
  telegramLink: people,
  telegramUnlink: people,
  dump: people,
  dumpFile: people,
  session: deskToo,
  here: deskToo,
  tunnelPass: deskToo,
  deskExtend: deskToo,
  deskRelease: deskToo,
  deskToken: deskToo,
  adminSlots: admins,
  addSlot: admins,
  changeSlot: admins,
  people: admins,
  addPerson: admins,
  changePerson: admins,
  invitePerson: admins,
  machines: admins,
  addMachine: admins,
  changeMachine: admins,
  kick: admins,
  journal: companions,
  storeFile: companions,
}

let server: TestServer
const tokens = {} as Record<Knocker, () => Promise<string>>
let deskSessionId = ''

before(async () => {
  server = await openTestServer()
  const { db } = server.parts
  const fresh = async (given: Parameters<typeof buildPerson>[1]) =>
    (await server.signIn(await buildPerson(db, given))).token
  const session = await buildSession(db, { person: await buildPerson(db), slot: await buildSlot(db) })
  deskSessionId = session.id
  tokens.nobody = async () => ''
  tokens.member = () => fresh({})
  tokens.operator = () => fresh({ role: 'operator' })
  tokens.admin = () => fresh({ role: 'admin' })
  tokens.disabled = () => fresh({ role: 'admin', disabled_at: new Date() })
  tokens.desk = async () =>
    signDeskToken(server.parts, { personId: session.person_id, sessionId: session.id, familyId: null })
})
after(() => server.close())

test('every endpoint of the contract has a row here and a handler', () => {
  assert.deepEqual(Object.keys(expected).sort(), Object.keys(endpoints).sort())
  assert.deepEqual(Object.keys(table).sort(), Object.keys(endpoints).sort())
})

for (const name of Object.keys(endpoints) as EndpointName[])
  test(`who may ${name}: ${endpoints[name].method} ${endpoints[name].path}`, async () => {
    const found = {} as Record<Knocker, Door>
    for (const knocker of knockers) found[knocker] = await knock(name, await tokens[knocker](), knocker)
    assert.deepEqual(found, expected[name])
  })

test('a desk’s token opens its own session and no other', async () => {
  const token = await tokens.desk()
  const ask = (id: string) => server.fetch(`/api/sessions/${id}`, { headers: { authorization: `Bearer ${token}` } })

  assert.equal((await ask(deskSessionId)).status, 200)
  assert.equal((await ask(randomUUID())).status, 403)
})

test('a companion’s token serves its own session’s uploads only', async () => {
  const { db } = server.parts
  const { hashOf } = await import('../../outside/secrets.ts')
  const session = await buildSession(db, {
    person: await buildPerson(db),
    slot: await buildSlot(db),
    upload_token_hash: hashOf('upload'),
  })
  const post = (path: string) =>
    server.fetch(`/api${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer upload', 'content-type': 'application/json' },
      body: '{}',
    })

  assert.equal((await post(`/companion/sessions/${session.id}/journal`)).status, 400)
  assert.equal((await post(`/companion/sessions/${deskSessionId}/journal`)).status, 401)
  assert.equal((await post('/auth/logout')).status, 401)
})

/** The bodies are empty on purpose: only the door is looked at, what comes after it may refuse. */
async function knock(name: EndpointName, token: string, knocker: Knocker): Promise<Door> {
  const { method, path } = endpoints[name]
  const id = knocker === 'desk' ? deskSessionId : randomUUID()
  const response = await server.fetch(`/api${path.replace(':id', id).replace(':part', '0')}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(method === 'GET' ? {} : { body: '{}' }),
  })
  assert.ok(response.status < 500, `${name} answered ${response.status}`)
  if (response.status !== 401 && response.status !== 403) return 'in'
  const { error } = (await response.json()) as { error: { code: string } }
  if (error.code === 'auth.required') return 401
  return error.code === 'auth.not-allowed' ? 403 : 'in'
}
