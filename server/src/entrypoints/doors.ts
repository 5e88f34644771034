import type { IncomingMessage, RequestListener, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { News } from '../db/client.ts'
import { createApp } from './http/app.ts'
import { type FreeDisk, freeDiskOf } from './http/disk-floor.ts'
import type { HttpParts } from './http/knock.ts'
import { originStanding } from './http/origins.ts'
import { tokenBuckets } from './http/token-buckets.ts'
import { createDoorkeeper } from './http/who-knocks.ts'
import { openLive } from './live/live.ts'
import { createRelay } from './live/relay.ts'

/** A part that has WebSockets of its own; false when the address is not one of them. */
export interface Upgrades {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
}
export interface DoorsOptions {
  parts: HttpParts
  upgrades: Upgrades[]
  freeDisk?: FreeDisk | undefined
  hasGuacd?: () => boolean
}
export interface Doors {
  /** Answers requests from now on. */
  app: RequestListener
  hear(news: News | null): void
  /** News of our own changes, before the database tells it: what is remembered counts no more. */
  hearOwn(news: News): void
  settled(): Promise<void>
  close(): Promise<void>
}

/** A caller without a token shares the allowance of its address: several people may sit behind one. */
const SHARED = 5

/** HTTP, the live line and the WebSockets of others on one server. */
export function openDoors(http: Server, { parts, upgrades, freeDisk, hasGuacd = () => true }: DoorsOptions): Doors {
  const doorkeeper = createDoorkeeper(parts)
  const originOf = originStanding(parts.config)
  const perSecond = parts.config.REQUESTS_PER_SECOND
  const now = () => performance.now()
  const perPerson = tokenBuckets({ perSecond, burst: 3 * perSecond, now })
  const perAddress = tokenBuckets({ perSecond: SHARED * perSecond, burst: 3 * SHARED * perSecond, now })
  const app = createApp({
    parts,
    doorkeeper,
    originOf,
    tooMany(who, request) {
      if (who.kind === 'person' || who.kind === 'desk') return perPerson(who.person.id)
      return who.kind === 'companion' ? perAddress(who.sessionId) : perAddress(request.ip ?? '')
    },
    freeDisk: freeDisk ?? freeDiskOf(parts.config.dataDir),
    hasGuacd,
  })
  const live = openLive(http, parts, parts.board, originOf)
  const relay = createRelay(parts, parts.board, live, doorkeeper.forget)

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.startsWith('/socket.io')) return
    if (originOf(request) === 'foreign') return turnAway(socket, '403 Forbidden')
    if (upgrades.some(part => part.upgrade(request, socket, head))) return
    turnAway(socket, '404 Not Found')
  }
  http.on('upgrade', upgrade)

  return {
    app,
    hear: relay.hear,
    hearOwn(news) {
      if (news.about === 'person') doorkeeper.forget(news.id)
      if (news.about !== 'wake') parts.board.forget()
    },
    settled: relay.settled,
    async close() {
      http.off('upgrade', upgrade)
      live.close()
      await relay.settled()
    },
  }
}

function turnAway(socket: Duplex, status: string): void {
  socket.on('error', () => {})
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
