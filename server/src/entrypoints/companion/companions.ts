import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { COMPANION_PROTOCOL, type FromCompanion } from '@taxi/contract/companion.ts'
import { type WebSocket, WebSocketServer } from 'ws'
import { hashOf } from '../../outside/secrets.ts'
import type { Companions, Parts } from '../../parts.ts'
import { addressOf } from './address-of.ts'
import { admit } from './admit.ts'
import { answerToHello } from './begin-again.ts'
import { hearTold } from './hear-told.ts'
import { type Asked, type Line, openLine } from './line.ts'
import { noteCompanion } from './note-companion.ts'
import { servicesOf } from './services-of.ts'
import { newTicket } from './ticket.ts'

export interface CompanionParts extends Pick<Parts, 'config' | 'serverId' | 'db' | 'change' | 'now' | 'log'> {
  /** The address people type; a function where the port is known only once the server listens. */
  publicUrl: string | (() => string)
  /** The port the server listens on; config.PORT unless it was picked. */
  port?: () => number
  /** For tests. */
  times?: { beatMs?: number; silenceMs?: number }
}
type Connected = (hello: { version: string; session_id: string | null }) => void
export interface CompanionsEntrypoint extends Companions {
  /** False when the path is not `/companion`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  /** Calls `listener` whenever this machine's companion says hello; returns what stops it. */
  onConnected(machineId: string, listener: Connected): () => void
  /** Writes down once more whose lines lead here. */
  tellAgain(): Promise<void>
}

interface Companion {
  line: Line
  version: string
  /** Where its line comes from. */
  address: string
  since: Date
  /** Begins go one after the other: the token stored last is the one sent last. */
  begins: Promise<unknown>
  /** What it tells is written down in its order: the last word counts. */
  tells: Promise<void>
}

/** Answers of a whole day's history fit in. */
const LARGEST_MESSAGE = 16 * 1024 * 1024
const BEGIN_MS = 10_000

/** The lines of all companions connected to this server, one per machine. */
export function createCompanions(parts: CompanionParts): CompanionsEntrypoint {
  const companions = new Map<string, Companion>()
  let closing = false
  const listeners = new Map<string, Set<Connected>>()
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    perMessageDeflate: false,
    // Never echoes the token.
    handleProtocols: () => COMPANION_PROTOCOL,
  })

  function connect(machineId: string, socket: WebSocket, address: string): void {
    companions.get(machineId)?.line.close(4000, 'another line took over')
    const line = openLine(
      socket,
      message => void hear(machineId, companion, message).catch(stumbled),
      () => {
        if (companions.get(machineId) !== companion) return
        companions.delete(machineId)
        // Nobody is there to write to, or to hear it, when the server itself goes.
        if (!closing) void noteCompanion(parts, machineId, null).catch(stumbled)
      },
      parts.times,
    )
    const companion: Companion = {
      line,
      version: '',
      address,
      since: parts.now(),
      begins: Promise.resolve(),
      tells: Promise.resolve(),
    }
    companions.set(machineId, companion)
  }

  async function hear(
    machineId: string,
    companion: Companion,
    message: Exclude<FromCompanion, { t: 'reply' | 'beat' }>,
  ): Promise<void> {
    if (message.t !== 'hello') {
      // In the order it was told: what is written last stands.
      companion.tells = companion.tells.then(() => hearTold(parts, machineId, message).catch(stumbled))
      return companion.tells
    }
    companion.version = message.version.slice(0, 40)
    const { address } = companion
    for (const listener of listeners.get(machineId) ?? []) listener(message)
    await noteCompanion(parts, machineId, { version: companion.version, address })
    const next = await answerToHello(parts, machineId, message)
    if (next) await ask(companion, next, BEGIN_MS)
    const services = await servicesOf(parts.db, machineId)
    await companion.line.ask({ t: 'services', services }, BEGIN_MS)
  }

  function ask(companion: Companion, command: Asked, timeoutMs: number) {
    if (command.t !== 'begin') return companion.line.ask(command, timeoutMs)
    const begin = companion.begins.then(async () => {
      await parts.change(tx =>
        tx.sessions.update({
          where: { id: command.session_id },
          data: { upload_token_hash: hashOf(command.upload_token) },
        }),
      )
      return companion.line.ask(command, timeoutMs)
    })
    companion.begins = begin.catch(() => undefined)
    return begin
  }

  const stumbled = (error: unknown) =>
    parts.log.warn({ why: error instanceof Error ? error.message : String(error) }, 'companion stumbled')

  return {
    upgrade(request, socket, head) {
      if (request.url?.split('?')[0] !== '/companion') return false
      socket.on('error', () => socket.destroy())
      admit(request, parts).then(
        admitted => {
          if ('refused' in admitted) return refuse(socket, admitted.refused)
          server.handleUpgrade(request, socket, head, opened => connect(admitted.machineId, opened, addressOf(request)))
        },
        error => {
          stumbled(error)
          refuse(socket, 503)
        },
      )
      return true
    },
    connected(machineId) {
      const companion = companions.get(machineId)
      return companion?.version ? { version: companion.version, since: companion.since } : null
    },
    onConnected(machineId, listener) {
      const set = listeners.get(machineId) ?? new Set()
      listeners.set(machineId, set.add(listener))
      return () => void set.delete(listener)
    },
    async ask(machineId, command, timeoutMs) {
      const companion = companions.get(machineId)
      if (!companion) throw new Error(`${command.t}: no companion is connected`)
      return (await ask(companion, command, timeoutMs)) as never
    },
    ticket(machineId) {
      const url = typeof parts.publicUrl === 'string' ? parts.publicUrl : parts.publicUrl()
      return newTicket(parts.change, machineId, url, parts.port?.() ?? parts.config.PORT)
    },
    async tellAgain() {
      for (const [machineId, { version }] of companions) if (version) await noteCompanion(parts, machineId, version)
    },
    async close() {
      closing = true
      for (const { line } of companions.values()) line.close(1001, 'the server stops')
      server.close()
    },
  }
}

const reasons: Record<number, string> = { 401: 'Unauthorized', 403: 'Forbidden', 503: 'Service Unavailable' }
function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${reasons[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
