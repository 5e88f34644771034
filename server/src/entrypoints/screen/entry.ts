import type { IncomingMessage } from 'node:http'
import { PASS_PROTOCOL, TUNNEL_PROTOCOL } from '@taxi/contract/desk.ts'
import { type PicturePreset, presetOf } from '@taxi/contract/picture-preset.ts'
import type { Config } from '../../config.ts'
import { spendPass } from '../../db/write/spend-pass.ts'
import type { Parts } from '../../parts.ts'
import { publicUrl } from '../../public-url.ts'
import { liveVisitor } from '../http/live-visitor.ts'

/** Somebody with a good pass at the door of a session's screen. */
export interface Entry {
  session: {
    id: string
    machineId: string
    firstFrameAt: Date | null
    /** Its person was told so before they sat down. */
    isRecorded: boolean
  }
  personId: string
  personName: string
  familyId: string | null
  /** Which window of theirs it is; null when it never said. */
  windowId: string | null
  /** Not the session's own person: looks without touching. */
  readOnly: boolean
  preset: PicturePreset
}

/** The session whose tunnel is meant, null when the address is not a tunnel's. */
export function sessionIn(url: string | undefined): string | null {
  return /^\/desk\/([^/?]{1,60})\/tunnel(\?.*)?$/.exec(url ?? '')?.[1] ?? null
}

/** The picture the address asks for. */
export const presetIn = (url: string | undefined): PicturePreset =>
  presetOf(new URLSearchParams(url?.split('?')[1]).get('picture'))

/** The tunnel pass among the subprotocols; null unless `guacamole` is offered with it. */
export function passIn(request: IncomingMessage): string | null {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map(name => name.trim())
  if (!offered.includes(TUNNEL_PROTOCOL)) return null
  return offered.find(name => name.startsWith(PASS_PROTOCOL))?.slice(PASS_PROTOCOL.length) || null
}

/** A page of ours: of the public address, or of this computer under the name it was asked by. */
export function isOwnOrigin(request: IncomingMessage, config: Pick<Config, 'PUBLIC_URL' | 'PORT'>): boolean {
  const origin = request.headers.origin
  if (!origin || !URL.canParse(origin)) return false
  if (origin === publicUrl(config)) return true
  const { hostname, host } = new URL(origin)
  return LOOPBACK.has(hostname) && host === request.headers.host
}

/** Uses the pass up: once, within its 30 seconds, for its own session, while that and the sign-in are open. Null: no entry. */
export async function enter(
  parts: Pick<Parts, 'db' | 'now'>,
  { sessionId, pass, preset }: { sessionId: string; pass: string; preset: PicturePreset },
): Promise<Entry | null> {
  if (!UUID.test(sessionId)) return null
  const used = await spendPass(parts.db, { kinds: ['tunnel'], token: pass, sessionId, now: parts.now() })
  if (!used) return null
  const [session, person] = await Promise.all([
    parts.db.sessions.findUnique({ where: { id: sessionId, ended_at: null } }),
    liveVisitor(parts, used.personId, used.familyId),
  ])
  if (!session || !person) return null
  return {
    session: {
      id: session.id,
      machineId: session.machine_id,
      firstFrameAt: session.first_frame_at,
      isRecorded: session.is_recorded,
    },
    personId: person.id,
    personName: person.name,
    familyId: used.familyId,
    windowId: used.windowId,
    readOnly: session.person_id !== person.id,
    preset,
  }
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
