import type { EndReason, Phase } from '@taxi/contract/sessions.ts'
import type { SlotState } from '@taxi/contract/slots.ts'
import { enAsks } from './en-asks.ts'
import { enAudit } from './en-audit.ts'
import { enBookings } from './en-bookings.ts'
import { enCare } from './en-care.ts'
import { enDumps } from './en-dumps.ts'
import { enHands } from './en-hands.ts'
import { enQueue } from './en-queue.ts'
import { enReaders } from './en-readers.ts'
import { enRooms } from './en-rooms.ts'
import { enSafety } from './en-safety.ts'
import { enTemplates } from './en-templates.ts'
import { enWatching } from './en-watching.ts'

const minutes = (n: number) => `${n}\u00a0min`

/** Every word people read, in English. `ru.ts` must have the same keys: a missing one is a type error. */
export const en = {
  product: 'VDI Taxi',
  do: {
    take: 'Take',
    open: 'Open',
    extend: 'Extend',
    release: 'Release',
    kick: 'End this session…',
    cancel: 'Cancel',
    close: 'Close',
    save: 'Save',
    add: 'Add',
    edit: 'Edit',
    retry: 'Try again',
    copy: 'Copy',
    copied: 'Copied',
    search: 'Search slots',
    more: 'More',
    download: 'Download',
    signIn: 'Sign in',
    signOut: 'Sign out',
  },
  state: {
    free: 'Free',
    held: 'Held',
    busy: 'Busy',
    mine: 'Yours',
    closing: 'Being cleaned',
    working: 'Working',
    booked: 'Booked',
    sick: 'Trouble',
    off: 'Off',
  } satisfies Record<SlotState | 'mine', string>,
  time: {
    left: (n: number) => (n === 0 ? 'ending now' : `${minutes(n)} left`),
    until: (clock: string) => `until ${clock}`,
    ago: (n: number) => (n === 0 ? 'just now' : `${minutes(n)} ago`),
    minutes,
    bigUnit: (_: number) => 'min left',
  },
  board: {
    freeOf: (free: number, all: number) => `${free} of ${all} free`,
    notInService: (n: number) => `Not in service · ${n}`,
    held: 'Held for somebody’s turn',
    closing: 'Being cleaned, a few seconds',
    working: 'Finishing a long task',
    booked: 'Booked',
    off: 'Switched off',
    sick: 'Trouble, the administrators know',
    somebody: 'Somebody',
    away: (name: string) => `${name}, stepped away`,
    sameMachine: 'Its machine is busy with your other slot',
    /** `12 Deep Research left, resets 3 Dec`; what the service did not say is null. */
    quota: (what: string, left: number | null, day: string | null) =>
      [left === null ? what : `${left} ${what} left`, ...(day === null ? [] : [`resets ${day}`])].join(', '),
    empty: 'There is no slot yet.',
    emptyNext: 'An administrator adds the first one in the portal, under Slots.',
    nothingFound: (what: string) => `Nothing is called “${what}”.`,
    clearSearch: 'Show every slot',
  },
  queue: enQueue,
  bookings: enBookings,
  asks: enAsks,
  templates: enTemplates,
  hands: enHands,
  care: enCare,
  readers: enReaders,
  watching: enWatching,
  session: {
    mine: 'Your session',
    preparing: (phase: string) => `Getting ready: ${phase}`,
    live: 'The desk is open',
    away: 'The desk is closed; the seat is kept for a few minutes',
    idleEnds: (clock: string) => `Nothing typed or clicked for a while: ends at ${clock}`,
    extended: (clock: string) => `Extended, it is yours until ${clock}.`,
    released: 'Released. What you made is on its way to you.',
    ended: (slot: string, why: string) => `${slot}: the session has ended, ${why}. What you made is on its way to you.`,
    releaseAsk: (name: string) => `Release ${name}?`,
    releaseSays: 'The desk closes. Your chats, tabs and downloads are put together and come to you.',
    kickAsk: (who: string, name: string) => `End ${who}’s session at ${name}?`,
    kickSays: 'Their desk closes at once. What they made is delivered to them as always.',
    kickDo: 'End the session',
    kickReason: 'Reason, shown to the person',
    kicked: (who: string) => `${who}’s session has ended.`,
    popupBlocked: 'The browser held the new tab back.',
    openDesk: 'Open the desk',
    phase: {
      lease: 'the slot is yours',
      machine: 'machine is up',
      browser: 'browser is up',
      screen: 'screen is up',
      first_picture: 'picture is there',
      signed_in: 'signed in',
    } satisfies Record<Phase, string>,
    end: {
      manual: 'released',
      timeout: 'time ran out',
      idle: 'nobody typed or clicked',
      disconnect: 'the desk stayed closed',
      no_show: 'nobody came',
      kicked: 'ended by an administrator',
      booking_due: 'a booking began',
      handed_over: 'handed over',
      machine_lost: 'the machine was lost',
      start_failed: 'the seat did not start',
      shutdown: 'the server was shut down',
    } satisfies Record<EndReason, string>,
    running: 'running',
  },
  ...enDumps,
  line: {
    connecting: 'Connecting…',
    online: 'Live',
    reconnecting: 'Connection lost, trying again…',
    offline: 'The server does not answer',
    offlineSafe: 'Running sessions go on and nothing is lost. The board may be out of date.',
    asOf: (when: string) => `as of ${when}`,
    unreachable: 'The server does not answer. Nothing was changed; try again in a moment.',
    errorId: (id: string) => `Error ${id}`,
  },
  signIn: {
    title: 'Sign in',
    email: 'E-mail',
    password: 'Password',
    totp: 'Code from the authenticator',
    totpHint: 'Six digits, a new one every 30 seconds',
    noAccount: 'No account? An administrator sends you an invitation.',
    signedOut: 'You have been signed out. Sign in again.',
  },
  firstRun: {
    title: 'Which Taxi is yours?',
    says: 'The address your administrator gave you. With the invitation page open, it is filled in by itself.',
    address: 'Server address',
    connect: 'Connect',
    fromTab: 'Taken from the open tab',
    fromPolicy: 'Set by your company',
    wrongAddress: 'This is not a web address. It looks like taxi.example.com.',
    unreachable: (host: string) => `${host} does not answer. Check the address and your network.`,
    notTaxi: (host: string) => `${host} answers, but it is not a Taxi server.`,
    serverNewer: 'The server is newer than this extension. Update the extension.',
    serverOlder: 'The server is older than this extension. Tell your administrator.',
    allowTitle: 'One more consent',
    allowSays: (host: string) =>
      `If the address is right, the browser wants your consent before this extension may talk to ${host}. It asks for this address only.`,
    allow: (host: string) => `Allow ${host}`,
    refused: (host: string) => `Without the consent the extension cannot reach ${host}.`,
    needsFirstAdmin: 'This server has no administrator yet. Open the one-time link it printed at its start.',
  },
  menu: {
    person: 'Your menu',
    language: 'Language',
    theme: 'Appearance',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    telegram: 'Link Telegram',
    telegramLinked: 'Telegram is linked',
    telegramOpen: 'Open Telegram',
    telegramSays: 'Open the link and press Start. The link works once.',
    portal: 'Open the portal',
    server: 'Change the server',
  },
  ...enRooms,
  ...enSafety,
  ...enAudit,
  history: {
    empty: 'You have had no session yet.',
    emptyNext: 'Take a slot on the board: what you make there comes to you.',
  },
  form: {
    yes: 'yes',
    no: 'no',
    problem: 'That did not work',
    loading: 'Loading…',
  },
}

export type Words = typeof en
