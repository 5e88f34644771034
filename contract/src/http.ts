import * as z from 'zod/mini'
import { FileStored, JournalEntry } from './companion.ts'
import { deskEndpoints } from './desk-endpoints.ts'
import { dispatchEndpoints } from './dispatch-endpoints.ts'
import { dumpEndpoints } from './dump-endpoints.ts'
import { dumpLinkEndpoints } from './dump-link-endpoints.ts'
import { endpoint } from './endpoint.ts'
import { healthEndpoints } from './health-endpoints.ts'
import { machineEndpoints } from './machine-endpoints.ts'
import { MachineChange, MachineDraft, MachineView } from './machines.ts'
import {
  AcceptInvitation,
  FirstAdmin,
  Invited,
  PersonChange,
  PersonDraft,
  PersonView,
  Profile,
  ProfileChange,
  SignedIn,
  SignIn,
  TelegramLink,
  TotpSetup,
} from './people.ts'
import { pictureEndpoints } from './picture-endpoints.ts'
import { MyQueue, PlaceView } from './queue.ts'
import { readerEndpoints } from './readers.ts'
import { repairEndpoints } from './repair-endpoints.ts'
import { RecoveryCodes } from './safety.ts'
import { safetyEndpoints } from './safety-endpoints.ts'
import { DeskEntered, DeskPass, Occupied, Release, Released, SessionView, TunnelPass } from './sessions.ts'
import { Id, Token } from './shapes.ts'
import { AdminSlotView, SlotChange, SlotDraft, SlotView } from './slots.ts'

const Done = z.object({ ok: z.literal(true) })
const Hello = z.object({
  product: z.literal('vdi-taxi'),
  protocol: z.number(),
  version: z.string(),
  /** True until the first administrator exists. */
  needs_first_admin: z.boolean(),
  bot_username: z.nullable(z.string()),
  /** What Telegram's sign-in page is asked with; null where there is no such way in. */
  bot_id: z.nullable(z.number()),
  /** Ways in besides the password. */
  ways: z.object({ telegram: z.boolean(), email: z.boolean() }),
})

/** Everything the server answers, by name. The server serves exactly these; the client and openapi.json are made from them. */
export const endpoints = {
  hello: endpoint('GET', '/hello', {
    does: 'Says which product and protocol answer here.',
    caller: 'anyone',
    reply: Hello,
  }),

  signIn: endpoint('POST', '/auth/login', {
    does: 'Signs a person in with password and, when set up, a TOTP code.',
    caller: 'anyone',
    body: SignIn,
    reply: SignedIn,
  }),
  refresh: endpoint('POST', '/auth/refresh', {
    does: 'Exchanges a refresh token for a new pair.',
    caller: 'anyone',
    body: z.object({ refresh_token: Token }),
    reply: SignedIn,
  }),
  signOut: endpoint('POST', '/auth/logout', {
    does: 'Ends this sign-in everywhere it is used.',
    body: z.object({}),
    reply: Done,
  }),
  firstAdmin: endpoint('POST', '/auth/first-admin', {
    does: 'Creates the first administrator with the one-time link printed at start.',
    caller: 'anyone',
    body: FirstAdmin,
    reply: SignedIn,
  }),
  acceptInvitation: endpoint('POST', '/auth/invitation', {
    does: 'Chooses a password with a one-time invitation.',
    caller: 'anyone',
    body: AcceptInvitation,
    reply: SignedIn,
  }),
  totpSetup: endpoint('POST', '/auth/totp/setup', {
    does: 'Makes a new TOTP secret, not active until confirmed.',
    body: z.object({}),
    reply: TotpSetup,
  }),
  totpConfirm: endpoint('POST', '/auth/totp/confirm', {
    does: 'Activates the TOTP secret with a first code and gives recovery codes.',
    body: z.object({ code: z.string().check(z.maxLength(20)) }),
    reply: RecoveryCodes,
  }),
  ...safetyEndpoints,
  ...readerEndpoints,
  ...pictureEndpoints,
  me: endpoint('GET', '/me', { does: 'Who is signed in.', reply: PersonView }),

  slots: endpoint('GET', '/slots', {
    does: 'Every slot as the caller sees it, by number.',
    permission: 'slots:read',
    reply: z.array(SlotView),
  }),
  slot: endpoint('GET', '/slots/:id', {
    does: 'One slot; the id may be its number.',
    permission: 'slots:read',
    reply: SlotView,
  }),
  occupy: endpoint('POST', '/slots/:id/occupy', {
    does: 'Takes a free slot and opens a session; who has `slots:admin` may say on which of its machines.',
    permission: 'slots:use',
    status: 201,
    body: z.object({ machine_id: z.optional(z.string().check(z.maxLength(40))) }),
    reply: Occupied,
    idempotent: true,
  }),
  release: endpoint('POST', '/slots/:id/release', {
    does: 'Ends the caller’s session at this slot; repeated, it answers the same.',
    permission: 'slots:use',
    body: Release,
    reply: Released,
    idempotent: true,
  }),
  extend: endpoint('POST', '/slots/:id/extend', {
    does: 'Gives the running session its full time again.',
    permission: 'slots:use',
    body: z.object({}),
    reply: SessionView,
    idempotent: true,
  }),

  joinQueue: endpoint('POST', '/slots/:id/queue', {
    does: 'Joins the line of a slot; repeated, it answers the same place.',
    permission: 'slots:use',
    body: z.object({}),
    reply: PlaceView,
    idempotent: true,
  }),
  leaveQueue: endpoint('DELETE', '/slots/:id/queue', {
    does: 'Leaves the line of a slot; a place for the whole service is left whole.',
    permission: 'slots:use',
    reply: Done,
  }),
  joinServiceQueue: endpoint('POST', '/queue', {
    does: 'Joins the lines of every slot of a service with one place.',
    permission: 'slots:use',
    body: z.object({ service: z.string().check(z.maxLength(40)) }),
    reply: PlaceView,
    idempotent: true,
  }),
  myQueue: endpoint('GET', '/queue', {
    does: 'What the caller waits for, and the turns held for them.',
    permission: 'slots:read',
    reply: MyQueue,
  }),
  takeOffer: endpoint('POST', '/offers/:id/take', {
    does: 'Takes the held turn: the slot is occupied.',
    permission: 'slots:use',
    status: 201,
    body: z.object({}),
    reply: Occupied,
    idempotent: true,
  }),
  passOffer: endpoint('POST', '/offers/:id/pass', {
    does: 'Lets the turn go, and the place with it.',
    permission: 'slots:use',
    body: z.object({}),
    reply: Done,
    idempotent: true,
  }),
  laterOffer: endpoint('POST', '/offers/:id/later', {
    does: 'Steps behind the next in line, who is offered the slot now.',
    permission: 'slots:use',
    body: z.object({}),
    reply: Done,
    idempotent: true,
  }),

  ...dispatchEndpoints,
  ...dumpLinkEndpoints,

  session: endpoint('GET', '/sessions/:id', { does: 'One session of the caller.', caller: 'desk', reply: SessionView }),
  deskPass: endpoint('POST', '/sessions/:id/pass', {
    does: 'A new one-time way into the desk.',
    body: z.object({}),
    reply: DeskPass,
  }),
  enterDesk: endpoint('POST', '/desk/enter', {
    does: 'Opens a desk page with its pass.',
    caller: 'anyone',
    body: z.object({ session_id: Id, pass: z.string().check(z.maxLength(100)) }),
    reply: DeskEntered,
  }),
  tunnelPass: endpoint('POST', '/desk/:id/tunnel-pass', {
    does: 'A new one-time pass for the tunnel of the desk page that asks; `take_over` closes another window of it.',
    caller: 'desk',
    body: z.object({ take_over: z.optional(z.boolean()) }),
    reply: TunnelPass,
  }),
  deskExtend: endpoint('POST', '/desk/:id/extend', {
    does: 'Extend, asked by the desk page.',
    caller: 'desk',
    body: z.object({}),
    reply: SessionView,
  }),
  deskRelease: endpoint('POST', '/desk/:id/release', {
    does: 'Release, asked by the desk page.',
    caller: 'desk',
    body: Release,
    reply: Released,
  }),
  deskToken: endpoint('POST', '/desk/:id/token', {
    does: 'A fresh token for the desk page that asks.',
    caller: 'desk',
    body: z.object({}),
    reply: z.object({ token: z.string() }),
  }),
  here: endpoint('POST', '/sessions/:id/here', {
    does: 'The person says they are still here.',
    caller: 'desk',
    body: z.object({}),
    reply: SessionView,
  }),

  ...deskEndpoints,

  profile: endpoint('GET', '/profile', { does: 'The caller’s own data and open session.', reply: Profile }),
  changeProfile: endpoint('PUT', '/profile', {
    does: 'Changes the caller’s own data.',
    body: ProfileChange,
    reply: Profile,
  }),
  sessions: endpoint('GET', '/profile/sessions', {
    does: 'The caller’s last 50 sessions with their dumps, newest first.',
    reply: z.array(SessionView),
  }),
  telegramLink: endpoint('POST', '/profile/telegram-link', {
    does: 'A one-time link that binds the caller’s Telegram.',
    body: z.object({}),
    reply: TelegramLink,
  }),
  telegramUnlink: endpoint('POST', '/profile/telegram-unlink', {
    does: 'Forgets the caller’s Telegram.',
    body: z.object({}),
    reply: Done,
  }),
  ...dumpEndpoints,

  adminSlots: endpoint('GET', '/admin/slots', {
    does: 'Every slot with what administrators see.',
    permission: 'slots:admin',
    reply: z.array(AdminSlotView),
  }),
  addSlot: endpoint('POST', '/admin/slots', {
    does: 'Adds a slot.',
    permission: 'slots:admin',
    status: 201,
    body: SlotDraft,
    reply: AdminSlotView,
  }),
  changeSlot: endpoint('PUT', '/admin/slots/:id', {
    does: 'Changes a slot or switches it off.',
    permission: 'slots:admin',
    body: SlotChange,
    reply: AdminSlotView,
  }),
  people: endpoint('GET', '/admin/people', {
    does: 'Everybody with an account.',
    permission: 'people:admin',
    reply: z.array(PersonView),
  }),
  addPerson: endpoint('POST', '/admin/people', {
    does: 'Adds a person and makes their invitation link.',
    permission: 'people:admin',
    status: 201,
    body: PersonDraft,
    reply: Invited,
  }),
  changePerson: endpoint('PUT', '/admin/people/:id', {
    does: 'Changes, disables or enables a person.',
    permission: 'people:admin',
    body: PersonChange,
    reply: PersonView,
  }),
  invitePerson: endpoint('POST', '/admin/people/:id/invite', {
    does: 'A new invitation link; older ones die.',
    permission: 'people:admin',
    body: z.object({}),
    reply: Invited,
  }),
  machines: endpoint('GET', '/admin/machines', {
    does: 'Every machine and how it is.',
    permission: 'machines:admin',
    reply: z.array(MachineView),
  }),
  addMachine: endpoint('POST', '/admin/machines', {
    does: 'Adds a machine.',
    permission: 'machines:admin',
    status: 201,
    body: MachineDraft,
    reply: MachineView,
  }),
  changeMachine: endpoint('PUT', '/admin/machines/:id', {
    does: 'Changes a machine or switches it off.',
    permission: 'machines:admin',
    body: MachineChange,
    reply: MachineView,
  }),
  ...machineEndpoints,
  ...repairEndpoints,
  ...healthEndpoints,
  kick: endpoint('POST', '/admin/sessions/:id/kick', {
    does: 'Ends somebody’s session; their dump is delivered as always.',
    permission: 'slots:admin',
    body: z.object({ reason: z.optional(z.string().check(z.maxLength(200))) }),
    reply: SessionView,
  }),

  journal: endpoint('POST', '/companion/sessions/:id/journal', {
    does: 'The companion stores one chat as it stands.',
    caller: 'companion',
    body: JournalEntry,
    reply: Done,
  }),
  storeFile: endpoint('POST', '/companion/sessions/:id/files', {
    does: 'The companion stores one file of a chat; the bytes are the body.',
    caller: 'companion',
    reply: FileStored,
  }),
} as const

export type Endpoints = typeof endpoints
export type EndpointName = keyof Endpoints

/** What every refusal and failure answers. */
export const Failure = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    next: z.optional(z.string()),
    id: z.string(),
    details: z.optional(z.record(z.string(), z.string())),
  }),
})
