import { rmSync } from 'node:fs'
import { type Client, createClient } from '@taxi/contract/client.ts'
import { io, type Socket } from 'socket.io-client'
import type { Config } from '../config.ts'
import { changeOf } from '../db/client.ts'
import { newSignIn } from '../db/write/new-sign-in.ts'
import { type Doors, openDoors } from '../entrypoints/doors.ts'
import type { FreeDisk } from '../entrypoints/http/disk-floor.ts'
import { createBoard } from '../entrypoints/live/board.ts'
import { openNewsLine } from '../entrypoints/live/news.ts'
import { openFront } from '../front.ts'
import type { Parts } from '../parts.ts'
import { openTestDatabase } from './database.ts'
import { type FakeDesks, fakeDesks, fakeParts } from './fake-parts.ts'

export interface Guest {
  client: Client
  token: string
  refreshToken: string
}

export interface TestServer {
  url: string
  /** For a connection of one's own. */
  databaseUrl: string
  parts: Parts & { desks: FakeDesks }
  /** A client without a token, or with this one. */
  client(token?: string): Client
  /** This person, signed in. */
  signIn(person: { id: string }): Promise<Guest>
  /** A live line with this token; close it, or the server does. */
  line(token: string, origin?: string): Socket
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** Resolves when everything changed so far was told. */
  settled(): Promise<void>
  close(): Promise<void>
}

type Given = Partial<Pick<Parts, 'now' | 'machines' | 'companions'>> & { config?: Partial<Config>; freeDisk?: FreeDisk }

const ORIGIN = { way: 'password', address: '127.0.0.1', agent: 'a test' } as const

/** The server's doors on a real port and a real database; machines, companions and desks are fakes. */
export async function openTestServer({ freeDisk, config, ...given }: Given = {}): Promise<TestServer> {
  const database = await openTestDatabase(config?.SESSIONS_PER_PERSON)
  const front = await openFront({ PORT: 0, HOST: '127.0.0.1' })
  let doors: Doors | null = null
  const change = changeOf(database.db, news => doors?.hearOwn(news))
  const settings = { PORT: front.port, REQUESTS_PER_SECOND: 10_000, DISK_FLOOR_MB: 1, ...config }
  const basic = fakeParts({ db: database.db, change }, { ...given, config: settings })
  const parts = { ...basic, desks: fakeDesks(basic), board: createBoard(basic) }
  const line = await openNewsLine(database.url, parts.log)
  const open = openDoors(front.http, { parts, upgrades: [], freeDisk })
  doors = open
  line.onNews(open.hear)
  front.open(open.app)
  const url = `http://127.0.0.1:${front.port}`
  const lines = new Set<Socket>()
  const client = (token?: string) => createClient({ base: url, token: () => token ?? null, locale: () => 'en' })
  return {
    url,
    databaseUrl: database.url,
    parts,
    client,
    async signIn({ id }) {
      const row = await parts.db.people.findUniqueOrThrow({ where: { id } })
      const { token, refresh_token } = await parts.change(tx => newSignIn(parts, tx, row, ORIGIN))
      return { client: client(token), token, refreshToken: refresh_token }
    },
    line(token, origin) {
      const socket = io(url, {
        auth: { token },
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        ...(origin ? { extraHeaders: { origin } } : {}),
      })
      lines.add(socket)
      return socket
    },
    fetch: (path, init) => fetch(url + path, init),
    settled: open.settled,
    async close() {
      for (const socket of lines) socket.disconnect()
      await line.close()
      await open.close()
      await front.close()
      await database.close()
      rmSync(parts.config.dataDir, { recursive: true, force: true })
    },
  }
}
