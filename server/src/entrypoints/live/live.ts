import type { Server as HttpServer, IncomingMessage } from 'node:http'
import type { LiveEventName, LiveEvents } from '@taxi/contract/live.ts'
import { Server, type Socket } from 'socket.io'
import { mayPerson } from '../../domain/person.ts'
import { readToken } from '../../outside/access-token.ts'
import type { Parts } from '../../parts.ts'
import type { Visitor } from '../http/knock.ts'
import { liveVisitor } from '../http/live-visitor.ts'
import type { OriginStanding } from '../http/origins.ts'
import type { Board } from './board.ts'
import { hush } from './hush.ts'

type ToClient = { [N in LiveEventName]: (event: LiveEvents[N]) => void }
type Nothing = Record<never, never>
/** Who is connected: a person, or a desk page that hears of its session alone, somebody else's when it only watches. */
interface Connected {
  person: Visitor
  sessionId: string | null
  watches: boolean
}
type Line = Socket<Nothing, ToClient, Nothing, Connected>

export interface Live {
  /** Everybody connected with a sign-in of their own, each once. */
  people(): Visitor[]
  toPerson<N extends LiveEventName>(personId: string, event: N, what: LiveEvents[N]): void
  toSession<N extends LiveEventName>(sessionId: string, event: N, what: LiveEvents[N]): void
  /** Those who look over the shoulder of its person. */
  toWatchers<N extends LiveEventName>(sessionId: string, event: N, what: LiveEvents[N]): void
  /** Looks again at who is connected as this person: whoever may not be is cut. */
  recheck(personId: string): Promise<void>
  close(): void
}

const UNKNOWN_MS = 5_000
const RECHECK_MS = 60_000

/** The live line to popups, portal and desks: socket.io with a token in `auth`. */
export function openLive(
  http: HttpServer,
  parts: Pick<Parts, 'db' | 'secrets' | 'now' | 'log'>,
  board: Pick<Board, 'epoch' | 'version'>,
  originOf: (request: IncomingMessage) => OriginStanding,
): Live {
  const io = new Server<Nothing, ToClient, Nothing, Connected>(http, {
    path: '/socket.io',
    serveClient: false,
    connectTimeout: UNKNOWN_MS,
    maxHttpBufferSize: 64 * 1024,
    // Other upgrades (desks, companions) are somebody else's: they are not for socket.io to destroy.
    destroyUpgrade: false,
    allowRequest: (request, tell) => tell(null, originOf(request) !== 'foreign'),
    // The transports' own handshake answers with CORS headers for our extensions only.
    cors: { origin: false },
  })
  io.engine.on('headers', (headers: Record<string, string>, request: IncomingMessage) => {
    if (originOf(request) === 'extension') headers['access-control-allow-origin'] = request.headers.origin ?? ''
  })

  hush(io)
  io.use(async (socket, next) => {
    const connected = await whoConnects(parts, socket.handshake.auth.token).catch(() => null)
    if (!connected) return next(new Error('auth.required'))
    Object.assign(socket.data, connected)
    next()
  })
  io.on('connection', socket => {
    const { person } = socket.data
    void socket.join([`of:${person.id}`, roomOf(socket.data)])
    socket.emit('hello', { epoch: board.epoch, version: board.version() })
    // Signed out while the line was opening: that news did not find it here yet.
    recheck(person.id).catch(warn)
  })

  const linesOf = (personId: string): Line[] =>
    [...(io.sockets.adapter.rooms.get(`of:${personId}`) ?? [])].flatMap(id => io.sockets.sockets.get(id) ?? [])

  async function recheck(personId: string): Promise<void> {
    const look = async (line: Line) => {
      const person = await liveVisitor(parts, personId, line.data.person.familyId)
      if (person && (!line.data.watches || mayPerson(person, 'slots:admin'))) line.data.person = person
      else line.disconnect(true)
    }
    await Promise.all(linesOf(personId).map(look))
  }
  const warn = (error: unknown) => parts.log.warn({ why: String(error) }, 'could not look again at who is connected')
  const everybody = () => new Set([...io.sockets.sockets.values()].map(line => line.data.person.id))
  const timer = setInterval(() => {
    for (const personId of everybody()) recheck(personId).catch(warn)
  }, RECHECK_MS)

  return {
    people() {
      const lines = [...io.sockets.sockets.values()].filter(line => line.data.sessionId === null)
      return [...new Map(lines.map(line => [line.data.person.id, line.data.person])).values()]
    },
    toPerson: (personId, event, what) => emit(io.to(`person:${personId}`), event, what),
    toSession: (sessionId, event, what) => emit(io.to(`session:${sessionId}`), event, what),
    toWatchers: (sessionId, event, what) => emit(io.to(`watch:${sessionId}`), event, what),
    recheck,
    close() {
      clearInterval(timer)
      // io.close() would close the HTTP server too, which machines still need while their seats are sealed.
      io.disconnectSockets(true)
      io.engine.close()
    },
  }
}

/** socket.io's types cannot follow a name that is not known before. */
function emit<N extends LiveEventName>(
  room: { emit(name: string, what: object): boolean },
  event: N,
  what: LiveEvents[N],
) {
  room.emit(event, what)
}

async function whoConnects(parts: Pick<Parts, 'db' | 'secrets' | 'now'>, token: unknown): Promise<Connected | null> {
  const claims = typeof token === 'string' ? readToken(parts, token) : null
  if (!claims) return null
  const person = await liveVisitor(parts, claims.personId, claims.familyId)
  if (!person || claims.typ !== 'desk') return person && { person, sessionId: null, watches: false }
  const { sessionId } = claims
  const session = await parts.db.sessions.findUnique({ where: { id: sessionId }, select: { person_id: true } })
  const watches = session?.person_id !== person.id
  return watches && !mayPerson(person, 'slots:admin') ? null : { person, sessionId, watches }
}

function roomOf({ person, sessionId, watches }: Connected): string {
  if (sessionId === null) return `person:${person.id}`
  return watches ? `watch:${sessionId}` : `session:${sessionId}`
}
