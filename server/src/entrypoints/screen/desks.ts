import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { closeCode, type Farewell, TUNNEL_PROTOCOL } from '@taxi/contract/desk.ts'
import { WebSocketServer } from 'ws'
import { noteBack } from '../../actions/note-back.ts'
import type { News } from '../../db/client.ts'
import { makePass } from '../../db/write/make-pass.ts'
import { PASS_MS } from '../../domain/tokens.ts'
import type { Address } from '../../outside/guacd-process.ts'
import type { SessionGateway } from '../../parts.ts'
import { publicUrl } from '../../public-url.ts'
import { liveVisitor } from '../http/live-visitor.ts'
import type { Attend } from './attendant.ts'
import { type Desk, type DeskParts, openDesk } from './desk.ts'
import { enter, isOwnOrigin, passIn, presetIn, sessionIn } from './entry.ts'
import { createGuacdChoice } from './guacd-choice.ts'
import { createOtherDesks } from './other-desks.ts'
import { createScreenMetrics, type ScreenMetrics } from './screen-metrics.ts'
import { createScreenPasswords } from './screen-passwords.ts'

/** How often desks are looked after, milliseconds. Tests are in more of a hurry. */
const PACE = { nopMs: 5_000, pingMs: 10_000, backMs: 15_000 }
/** More doors knocked at than this at once, and the rest is asked to come again. */
const MOST_AT_THE_DOOR = 100

/** A browser that is there answers in a round trip; one whose line was lost, or that is just being reloaded, does not. */
const ANSWER_MS = 2_000

export interface DesksOptions {
  parts: DeskParts
  /** Where guacd is at this moment; another port after it was restarted, none while it is away. */
  guacd: { addresses(): Address[] }
  attend?: Attend
  pace?: Partial<typeof PACE>
}

/** The open desks: WebSockets at `/desk/<session id>/tunnel`, each with its guacd connection. One owner per session. */
export function createDesks({ parts, guacd, attend = () => null, pace }: DesksOptions): SessionGateway & {
  /** False: the address is not a tunnel's. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  /** What other servers ask and tell of desks. */
  hear(news: News | null): void
  metrics: ScreenMetrics
} {
  const desks = new Set<Desk>()
  const doors = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // Pictures are packed already.
    perMessageDeflate: false,
    maxPayload: 64 * 1024,
    handleProtocols: () => TUNNEL_PROTOCOL,
  })
  const means = {
    parts,
    passwords: createScreenPasswords(parts.machines),
    guacds: createGuacdChoice(() => guacd.addresses()),
    attend,
    metrics: createScreenMetrics(),
    ownerOf: (sessionId: string) =>
      of(sessionId).find(({ entry, tunnel }) => !entry.readOnly && !tunnel.closed) ?? null,
  }
  const of = (sessionId: string) => [...desks].filter(desk => desk.entry.session.id === sessionId)
  const others = createOtherDesks(parts, { isInUse: isInUseHere, movedOn })
  const timers = lookAfter(desks, parts, { ...PACE, ...pace })
  let atTheDoor = 0

  async function welcome(request: IncomingMessage, socket: Duplex, head: Buffer, sessionId: string): Promise<void> {
    if (!isOwnOrigin(request, parts.config)) return refuse(socket, '403 Forbidden')
    const pass = passIn(request)
    if (!pass) return refuse(socket, '400 Bad Request')
    if (atTheDoor >= MOST_AT_THE_DOOR) return refuse(socket, '503 Service Unavailable')
    atTheDoor++
    const entry = await enter(parts, { sessionId, pass, preset: presetIn(request.url) }).finally(() => atTheDoor--)
    if (!entry) return refuse(socket, '401 Unauthorized')
    doors.handleUpgrade(request, socket, head, ws => {
      if (!entry.readOnly) {
        movedOn(entry.session.id)
        void others.opened(entry.session.id)
      }
      const desk = openDesk(means, ws, entry, leave)
      desks.add(desk)
      stayOut(desk).catch(error => parts.log.warn({ error }, 'could not look again at who is at a desk'))
    })
  }

  /** Signed out while the door was opening: that news did not find this desk yet. */
  async function stayOut(desk: Desk): Promise<void> {
    const { personId, familyId } = desk.entry
    if (!(await liveVisitor(parts, personId, familyId))) dismiss(desk, 'signed_out')
  }

  /** Whoever watched over somebody's shoulder leaves with them, or guacd would hold the machine's screen for the watcher alone. */
  function leave(gone: Desk): void {
    desks.delete(gone)
    for (const desk of desks) if (desk.joined === gone) desk.tunnel.close('owner_away')
  }

  /** The newest window has the desk, at whichever server. */
  function movedOn(sessionId: string): void {
    for (const desk of of(sessionId)) if (!desk.entry.readOnly) dismiss(desk, 'taken_over')
  }

  async function isInUseHere(sessionId: string, windowId: string | null): Promise<boolean> {
    const windows = of(sessionId).filter(({ entry }) => !entry.readOnly && entry.windowId !== windowId)
    return (await Promise.all(windows.map(({ tunnel }) => tunnel.answers(ANSWER_MS)))).includes(true)
  }

  function dismiss(desk: Desk, farewell: Farewell, code = closeCode(farewell)): void {
    desk.dismissed = true
    desk.tunnel.close(farewell, code)
  }

  return {
    metrics: means.metrics,
    upgrade(request, socket, head) {
      const sessionId = sessionIn(request.url)
      if (!sessionId) return false
      socket.on('error', () => {})
      welcome(request, socket, head, sessionId).catch(error => {
        parts.log.error({ error }, 'a desk’s tunnel could not be opened')
        refuse(socket, '500 Internal Server Error')
      })
      return true
    },
    async open({ id, person_id, family_id, watch }) {
      const now = parts.now()
      const who = { personId: person_id, sessionId: id, familyId: family_id ?? null }
      const pass = await makePass(parts.db, { kind: watch ? 'watch' : 'desk', now, ...who })
      const expires_at = new Date(now.getTime() + PASS_MS)
      return { connection_id: id, guacamole_url: `${publicUrl(parts.config)}/desk/${id}#p=${pass}`, expires_at }
    },
    close(sessionId, code, reason, personId) {
      const meant = of(sessionId).filter(({ entry }) => personId === undefined || entry.personId === personId)
      // Watchers first: they are to hear why, not that the owner has left.
      const watchersFirst = meant.toSorted((a, b) => Number(b.entry.readOnly) - Number(a.entry.readOnly))
      for (const desk of watchersFirst) dismiss(desk, reason as Farewell, code)
      if (personId === undefined) means.passwords.forget(sessionId)
    },
    async isInUse(sessionId, windowId) {
      return (await isInUseHere(sessionId, windowId)) || others.isInUse(sessionId, windowId)
    },
    hear: others.hear,
    list: () =>
      [...desks].map(({ entry, since }) => ({
        session_id: entry.session.id,
        person_id: entry.personId,
        family_id: entry.familyId,
        since,
        read_only: entry.readOnly,
      })),
    async shutdown() {
      for (const timer of timers) clearInterval(timer)
      const open = [...desks]
      for (const desk of open) desk.tunnel.close('server_away')
      await Promise.all(open.map(desk => desk.notes))
      doors.close()
    },
  }
}

function lookAfter(desks: Set<Desk>, parts: DeskParts, pace: typeof PACE): NodeJS.Timeout[] {
  const warn = (error: unknown) => parts.log.warn({ error }, 'who is at a desk could not be written down')
  // Another server may have taken this one for dead meanwhile.
  const seen = () => {
    const present = [...desks].filter(desk => desk.showing && !desk.entry.readOnly && !desk.tunnel.closed)
    noteBack(parts, { sessionIds: present.map(desk => desk.entry.session.id) }).catch(warn)
  }
  const each = (work: (desk: Desk) => void) => () => desks.forEach(work)
  return [
    setInterval(
      each(desk => desk.tunnel.nop()),
      pace.nopMs,
    ),
    setInterval(
      each(desk => desk.tunnel.ping()),
      pace.pingMs,
    ),
    setInterval(seen, pace.backMs),
  ]
}

function refuse(socket: Duplex, status: string): void {
  if (!socket.destroyed) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
