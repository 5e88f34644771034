import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type EndpointName, endpoints } from '@taxi/contract/http.ts'
import type { Router } from 'express'
import { signDeskToken } from '../../outside/access-token.ts'
import { hashOf, newToken } from '../../outside/secrets.ts'
import { buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'
import { createBoard } from '../live/board.ts'
import { createApp } from './app.ts'
import { table } from './handlers.ts'
import { originStanding } from './origins.ts'
import { type Gate, serve } from './serve.ts'
import { createDoorkeeper } from './who-knocks.ts'

const knockers = [
  'nobody',
  'member',
  'other',
  'operator',
  'halfAdmin',
  'admin',
  'disabled',
  'signedOut',
  'desk',
  'otherDesk',
  'companion',
  'otherCompanion',
] as const
/**
 * `member` has the session that is asked for, and its desk page and companion knock as `desk` and `companion`; `other` has
 * one of their own. `halfAdmin` is an administrator without a second factor.
 */
type Knocker = (typeof knockers)[number]
/** What the door says: come in (whatever follows then), who are you, not you, or not without a second factor. */
type Door = 'in' | 401 | 403 | 'factor'
type Row = Record<Knocker, Door>

const turnedAway: Row = {
  nobody: 401,
  member: 401,
  other: 401,
  operator: 401,
  halfAdmin: 401,
  admin: 401,
  disabled: 401,
  signedOut: 401,
  desk: 401,
  otherDesk: 401,
  companion: 401,
  otherCompanion: 401,
}
const everybody = Object.fromEntries(knockers.map(knocker => [knocker, 'in'])) as Row
const people: Row = {
  ...turnedAway,
  member: 'in',
  other: 'in',
  operator: 'in',
  halfAdmin: 'in',
  admin: 'in',
  desk: 403,
  otherDesk: 403,
}
const deskToo: Row = { ...people, desk: 'in' }
const admins: Row = { ...people, member: 403, other: 403, operator: 403, halfAdmin: 'factor' }
const operators: Row = { ...admins, operator: 'in' }
const companions: Row = { ...turnedAway, companion: 'in' }

/** Who gets through which door. An endpoint without a row here does not compile, and fails the first test. */
const expected: Record<EndpointName, Row> = {
  hello: everybody,
  signIn: everybody,
  refresh: everybody,
  firstAdmin: everybody,
  acceptInvitation: everybody,
  telegramSignIn: everybody,
  askEmailCode: everybody,
  emailSignIn: everybody,
  whoseLink: everybody,
  linkSignIn: everybody,
  enterDesk: everybody,
  calendarFile: everybody,
  linkedFile: everybody,

  signOut: people,
  signInLink: people,
  signIns: people,
  endSignIn: people,
  totpSetup: people,
  totpConfirm: people,
  totpRemove: people,
  newRecoveryCodes: people,
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
  deskColleagues: deskToo,
  handOver: deskToo,
  stopWork: people,
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
  deleteDump: people,
  resendDump: people,
  chats: people,

  session: deskToo,
  here: deskToo,
  tunnelPass: deskToo,
  resizeScreen: deskToo,
  deskExtend: deskToo,
  deskAsk: deskToo,
  deskAnswerAsk: deskToo,
  deskRelease: deskToo,
  deskToken: deskToo,
  deskFiles: deskToo,
  putDeskFile: deskToo,
  discardDeskFile: deskToo,
  fetchDeskFile: deskToo,

  personSignIns: admins,
  endPersonSignIns: admins,
  resetTotp: admins,
  reveal: admins,
  audit: admins,
  verifyAudit: admins,
  drifts: admins,
  driftAnswer: admins,
  adminSlots: admins,
  addSlot: admins,
  changeSlot: admins,
  people: admins,
  addPerson: admins,
  changePerson: admins,
  invitePerson: admins,
  machines: admins,
  addMachine: admins,
  offerJoin: admins,
  health: admins,
  liftQuarantine: admins,
  joinMachine: everybody,
  changeMachine: admins,
  restartSlot: operators,
  rebootDevice: admins,
  rebootMachine: admins,
  profileCopies: admins,
  backUpProfile: admins,
  restoreProfile: admins,
  kick: admins,
  watch: admins,
  thumbnail: admins,
  recordings: admins,
  playRecording: admins,

  journal: companions,
  storeFile: companions,
}

/** What is answered besides the endpoints: to everybody, and nothing in it is anybody's own. */
const open = [
  // Telegram brings updates here; whoever does not know its secrets finds nothing.
  'POST /api/webhooks/telegram/:botId/:secret',
  'GET /healthz',
  'GET /readyz',
  // Counts and times: for this computer, or with a token of its own.
  'GET /metrics',
  'GET /api/openapi.json,/openapi.json',
  // The companion as machines' browsers install it; nothing in it is secret.
  'GET /companion/companion.crx',
  'GET /companion/update.xml',
  // The practice service, which no account is behind.
  'GET /,/c/:id',
  'GET /api/conversation/:id',
  'GET /api/conversations',
  'GET /api/files/:id',
  'POST /api/conversation',
  // The portal's pages, empty until somebody signs in.
  'GET /',
  'GET /app,/app/*rest',
  'GET /desk/*rest',
]

let server: TestServer
let gate: Gate
const tokens = {} as Record<Knocker, () => Promise<string>>
let sessionId = ''

before(async () => {
  server = await openTestServer()
  const { parts } = server
  gate = {
    parts: { ...parts, board: createBoard(parts) },
    doorkeeper: createDoorkeeper(parts),
    originOf: originStanding(parts.config),
    tooMany: () => 0,
    hasGuacd: () => true,
    freeDisk: async () => Number.POSITIVE_INFINITY,
  }
  const [mine, others] = [await seated(), await seated()]
  sessionId = mine.session.id
  const fresh = async (given: Parameters<typeof buildPerson>[1]) =>
    (await server.signIn(await buildPerson(parts.db, given))).token
  tokens.nobody = async () => ''
  // Signed in anew for every door: one of them is the way out.
  tokens.member = async () => (await server.signIn(mine.person)).token
  tokens.other = async () => (await server.signIn(others.person)).token
  tokens.operator = () => fresh({ role: 'operator' })
  tokens.halfAdmin = () => fresh({ role: 'admin', totp_confirmed_at: null })
  tokens.admin = () => fresh({ role: 'admin' })
  tokens.disabled = () => fresh({ role: 'admin', disabled_at: new Date() })
  tokens.signedOut = async () => {
    const { client, token } = await server.signIn(await buildPerson(parts.db, { role: 'admin' }))
    await client.call('signOut')
    return token
  }
  tokens.desk = async () => deskToken(mine)
  tokens.otherDesk = async () => deskToken(others)
  tokens.companion = async () => mine.upload
  tokens.otherCompanion = async () => others.upload
})
after(() => server.close())

test('every endpoint of the contract has a row here and a handler', () => {
  assert.deepEqual(Object.keys(expected).sort(), Object.keys(endpoints).sort())
  assert.deepEqual(Object.keys(table).sort(), Object.keys(endpoints).sort())
})

test('the router answers at the contract’s addresses and nowhere else', () => {
  const contract = Object.values(endpoints).map(({ method, path }) => `${method} ${path}`)

  assert.deepEqual(routesOf(serve(gate, table)), contract.sort())
  const all = routesOf(createApp(gate).router as Router)
  // Served twice: under /api, and bare for programs made for VSS.
  assert.deepEqual(all, [...open, ...contract, ...contract].sort())
})

for (const name of Object.keys(endpoints) as EndpointName[])
  test(`who may ${name}: ${endpoints[name].method} ${endpoints[name].path}`, async () => {
    const found = {} as Row
    for (const knocker of knockers) found[knocker] = await knock(name, await tokens[knocker]())
    assert.deepEqual(found, expected[name])
  })

async function seated() {
  const { db } = server.parts
  const upload = newToken()
  const person = await buildPerson(db)
  const slot = await buildSlot(db)
  const session = await buildSession(db, { person, slot, upload_token_hash: hashOf(upload) })
  return { person, session, upload }
}

const deskToken = ({ person, session }: Awaited<ReturnType<typeof seated>>) =>
  signDeskToken(server.parts, { personId: person.id, sessionId: session.id, familyId: null })

/** The bodies are empty on purpose: only the door is looked at, what comes after it may refuse. */
async function knock(name: EndpointName, token: string): Promise<Door> {
  const { method, path } = endpoints[name]
  const id = /\/(sessions|desk)\/:id/.test(path) && !path.startsWith('/auth') ? sessionId : randomUUID()
  // A session is not to end by being asked about.
  const body = name === 'deskRelease' ? '{"deliver_when_done":5}' : '{}'
  const response = await server.fetch(`/api${path.replace(':id', id).replace(':part', '0').replace(':secret', id)}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(method === 'GET' ? {} : { body: name === 'kick' ? '{"reason":5}' : body }),
  })
  // 503 is a machine that is not there: whoever hears of it came in.
  assert.notEqual(response.status, 500, name)
  const { error } = ((await response.json().catch(() => ({}))) ?? {}) as { error?: { code: string } }
  if (error?.code === 'auth.required') return 401
  if (error?.code === 'auth.second-factor') return 'factor'
  return error?.code === 'auth.not-allowed' ? 403 : 'in'
}

interface Layer {
  route?: { path: string | string[]; stack: { method: string }[] }
  handle: { stack?: Layer[] }
}

/** `METHOD path` of everything a router answers, its routers' routers included. */
function routesOf(router: Router): string[] {
  const routes = (layers: Layer[]): string[] =>
    layers.flatMap(({ route, handle }) =>
      route
        ? [...new Set(route.stack.map(({ method }) => `${method.toUpperCase()} ${[route.path].flat().join(',')}`))]
        : routes(handle.stack ?? []),
    )
  return routes(router.stack as unknown as Layer[]).sort()
}
