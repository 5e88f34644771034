import { setTimeout as sleep } from 'node:timers/promises'
import type { TunnelFarewell } from '@taxi/contract/desk.ts'
import type { WebSocket } from 'ws'
import { noteAway } from '../../actions/note-away.ts'
import { noteBack } from '../../actions/note-back.ts'
import { noteFirstFrame } from '../../actions/note-first-frame.ts'
import { noteInput } from '../../actions/note-input.ts'
import type { Parts } from '../../parts.ts'
import type { Attend, Attendant } from './attendant.ts'
import { DeskClipboard } from './desk-clipboard.ts'
import type { Entry } from './entry.ts'
import type { GuacdChoice } from './guacd-choice.ts'
import { type Joinable, joinScreen, openScreen, type ShownScreen } from './guacd-connection.ts'
import { GuacdFailed } from './guacd-line.ts'
import type { Instruction } from './instruction.ts'
import type { ScreenMetrics } from './screen-metrics.ts'
import type { ScreenPasswords } from './screen-passwords.ts'
import { waitForSeat } from './seat-wait.ts'
import { Tunnel } from './tunnel.ts'

export type DeskParts = Pick<Parts, 'config' | 'serverId' | 'db' | 'change' | 'now' | 'log' | 'machines'>

/** What all desks share. */
export interface DeskMeans {
  parts: DeskParts
  passwords: ScreenPasswords
  guacds: GuacdChoice
  attend: Attend
  metrics: ScreenMetrics
  /** The owner's desk of this session, when it is open here. */
  ownerOf(sessionId: string): Desk | null
}

/** One open desk page of an owner or a watcher. */
export interface Desk {
  entry: Entry
  tunnel: Tunnel
  since: Date
  /** What a watcher may join, once it is there. */
  screen: Joinable | null
  /** Whose screen this watcher joined: they leave together. */
  joined: Desk | null
  /** True once the person has seen the picture through this tunnel. */
  showing: boolean
  /** The page was told why it ends: the person is not merely away. */
  dismissed: boolean
  /** What is being written down; settles when all of it is. */
  notes: Promise<void>
}

const SEAT_WAIT_MS = 20_000
const AGAIN_MS = 300
const NOTE_INPUT_MS = 5_000
/** A password the screen refuses looks like a screen that is not there. */
const MAYBE_PASSWORD = new Set([515, 519, 769])

/** Seats somebody at the socket: waits for the machine, then shows its screen. `gone` is called once, at the end. */
export function openDesk(means: DeskMeans, socket: WebSocket, entry: Entry, gone: (desk: Desk) => void): Desk {
  const { parts } = means
  const session = entry.session
  let screenAt = parts.now()
  let notedInputAt = Number.NEGATIVE_INFINITY

  const note = (work: () => Promise<void>) => {
    desk.notes = desk.notes
      .then(work)
      .catch(error => parts.log.warn({ error, session: session.id }, 'a desk’s note was not written'))
  }
  const attendant = undisturbed(means.attend(entry), parts.log)
  const listener = {
    drew() {
      desk.showing = true
      attendant?.drew?.()
      if (entry.readOnly) return
      clipboard.watch().catch(why => parts.log.warn({ why: why.message }, 'copies on a machine are not heard'))
      if (session.firstFrameAt) note(() => noteBack(parts, { sessionIds: [session.id] }))
      else note(() => noteFirstFrame(parts, { sessionId: session.id, screenAt }))
    },
    active() {
      if (performance.now() - notedInputAt < NOTE_INPUT_MS) return
      notedInputAt = performance.now()
      note(() => noteInput(parts, { sessionId: session.id }))
    },
    relayed: attendant?.relayed,
    keeps: (instruction: Instruction) => clipboard.hear(instruction),
    closed() {
      clipboard.close()
      note(async () => attendant?.closed?.())
      if (!entry.readOnly && !desk.dismissed) note(() => noteAway(parts, { sessionId: session.id }))
      gone(desk)
    },
  }
  const clipboard = new DeskClipboard({ parts, session, say: text => tunnel.say(text) })
  const tunnel = new Tunnel(socket, entry.readOnly, listener, parts.log, means.metrics)
  const desk: Desk = {
    entry,
    tunnel,
    since: parts.now(),
    screen: null,
    joined: null,
    showing: false,
    dismissed: false,
    notes: Promise.resolve(),
  }
  void bringScreen(means, desk, at => {
    screenAt = at
  })
  return desk
}

/** What goes wrong with whoever goes along is theirs: the picture goes on. */
function undisturbed(attendant: Attendant | null, log: DeskParts['log']): Attendant | null {
  if (!attendant) return null
  const quietly = (work: () => void) => {
    try {
      work()
    } catch (error) {
      log.warn({ error }, 'who goes along with a desk failed')
    }
  }
  return {
    drew: () => quietly(() => attendant.drew?.()),
    ...(attendant.relayed ? { relayed: chunk => quietly(() => attendant.relayed?.(chunk)) } : {}),
    closed: () => attendant.closed?.(),
  }
}

/** Tries until the picture is there, the page is gone or the time is up; the page then comes again by itself. */
async function bringScreen(means: DeskMeans, desk: Desk, shown: (at: Date) => void): Promise<void> {
  const { parts, passwords } = means
  const { tunnel } = desk
  const { session } = desk.entry
  const untilMs = performance.now() + SEAT_WAIT_MS
  while (!tunnel.closed) {
    try {
      const tell = (phase: string) => {
        tunnel.tellPhase(phase)
        // The machine is up and its browser comes: time enough to set the password meanwhile.
        if (phase === 'browser') passwords.of(session).catch(() => {})
      }
      if (!(await waitForSeat(parts.db, session.id, untilMs, () => tunnel.closed, tell)))
        return tunnel.close('machine_away')
      tunnel.tellPhase('screen')
      const { screen, password } = await screenFor(means, desk)
      shown(parts.now())
      means.metrics.opened(screen.took)
      desk.screen = { guacd: screen.guacd, id: screen.id }
      return tunnel.show(screen, password)
    } catch (error) {
      if (error instanceof GuacdFailed && MAYBE_PASSWORD.has(error.code)) passwords.forget(session.id)
      parts.log.debug({ why: (error as Error).message, session: session.id }, 'the screen does not show yet')
      if (performance.now() > untilMs) return giveUp(means, tunnel, session.id, error as Error)
      await sleep(AGAIN_MS)
    }
  }
}

/** A watcher joins the owner's screen; whoever comes while nobody is there opens one. */
async function screenFor(means: DeskMeans, desk: Desk): Promise<{ screen: ShownScreen; password: string }> {
  const { parts, passwords, guacds } = means
  const { session, readOnly, personName, preset } = desk.entry
  const who = { name: personName, timeZone: parts.config.COMPANY_TIMEZONE }
  const owner = readOnly ? means.ownerOf(session.id) : null
  desk.joined = owner?.screen ? owner : null
  if (owner?.screen) return { screen: await joinScreen(owner.screen, who), password: '' }
  const password = await passwords.of(session)
  const address = await (await parts.machines.driver(session.machineId)).screen()
  return { screen: await openScreen(guacds, { ...address, ...who, password, readOnly, preset }), password }
}

function giveUp({ parts, metrics }: DeskMeans, tunnel: Tunnel, sessionId: string, error: Error): void {
  metrics.failed()
  parts.log.warn({ why: error.message, session: sessionId }, 'a desk could not show its screen')
  const machine = !(error instanceof GuacdFailed) || MAYBE_PASSWORD.has(error.code)
  const farewell: TunnelFarewell = machine ? 'machine_away' : 'guacd_away'
  tunnel.close(farewell)
}
