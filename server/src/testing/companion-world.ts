import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { JournalEntry, MAX_CHAT_BYTES } from '@taxi/contract/companion.ts'
import { COMPANION_ID } from '@taxi/contract/extension-ids.ts'
import { refusals } from '@taxi/contract/refusals.ts'
import express, { type NextFunction, type Request, type Response } from 'express'
import { pino } from 'pino'
import { WebSocket } from 'ws'
import { journalChat } from '../actions/journal-chat.ts'
import { storeChatFile } from '../actions/store-chat-file.ts'
import { readConfig } from '../config.ts'
import { Refusal } from '../domain/refusal.ts'
import { createCompanions } from '../entrypoints/companion/companions.ts'
import { practiceRoutes } from '../entrypoints/practice/practice.ts'
import { hashOf } from '../outside/secrets.ts'
import { openTestDatabase } from './database.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { until } from './until.ts'

export type CompanionWorld = Awaited<ReturnType<typeof openCompanionWorld>>

/** A server with nothing but companions, their uploads and the practice service; one local machine `m` with slot `demo`. */
export async function openCompanionWorld(times: { beatMs?: number; silenceMs?: number } = {}) {
  const database = await openTestDatabase()
  const dataDir = temporaryFolder('companion')
  const app = express()
  const server = createServer(app)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const config = readConfig({ PORT: String(port), TAXI_DATA_DIR: dataDir, LOG_LEVEL: 'silent' }, '/nonexistent')
  const { db, change } = database
  const parts = { config, serverId: randomUUID(), db, change, now: () => new Date(), log: pino({ level: 'silent' }) }
  const base = `http://127.0.0.1:${port}`
  const companions = createCompanions({ ...parts, publicUrl: 'https://taxi.example.com', times })
  server.on('upgrade', (request, socket, head) => {
    if (!companions.upgrade(request, socket, head)) socket.destroy()
  })
  app.use('/practice', practiceRoutes(dataDir))
  app.use('/api/companion/sessions/:id', async (request, response, next) => {
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
    const found = await db.sessions.findFirst({ where: { id: request.params.id, upload_token_hash: hashOf(token) } })
    if (found) next()
    else response.sendStatus(401)
  })
  app.post(
    '/api/companion/sessions/:id/journal',
    express.json({ limit: MAX_CHAT_BYTES }),
    async (request, response) => {
      await journalChat(parts, { sessionId: String(request.params.id), entry: JournalEntry.parse(request.body) })
      response.json({ ok: true })
    },
  )
  app.post('/api/companion/sessions/:id/files', async (request, response) => {
    const { chat, name, mime } = request.query as Record<string, string>
    const upload = { chat: chat ?? '', name: name ?? '', mime: mime ?? '', body: request }
    response.json(await storeChatFile(parts, { sessionId: String(request.params.id), ...upload }))
  })
  app.use((error: unknown, _: Request, response: Response, __: NextFunction) => {
    response.status(error instanceof Refusal ? refusals[error.code].status : 500).json({ error: String(error) })
  })

  await db.machines.create({ data: { id: 'm', name: 'M', driver: 'local' } })
  const sockets: WebSocket[] = []

  const world = {
    ...parts,
    base,
    dataDir,
    companions,
    /** A turn that has begun at the machine. */
    async session() {
      const number = Math.floor(Math.random() * 1e9)
      const email = `${number}@example.com`
      const person = await db.people.create({ data: { name: 'Anna', email } })
      const slot = {
        slot_number: number,
        name: 'Demo',
        service: 'practice',
        service_name: 'Practice',
        url: '/practice',
      }
      await db.slots.create({ data: { id: `demo-${number}`, ...slot } })
      const ends_at = new Date(Date.now() + 3_600_000)
      return db.sessions.create({
        data: { person_id: person.id, slot_id: `demo-${number}`, machine_id: 'm', ends_at },
      })
    },
    async end(sessionId: string, dumpState = 'sealing') {
      const now = new Date()
      const session = await db.sessions.update({
        where: { id: sessionId },
        data: {
          state: 'ended',
          ended_at: now,
          end_reason: 'manual',
          closing: dumpState === 'sealing' ? {} : { seal_files: { ok: true, at: now.toISOString() } },
        },
      })
      const dump = { session_id: sessionId, person_id: session.person_id, state: dumpState }
      await db.dumps.create({ data: { ...dump, deadline: now, expires_at: now } })
    },
    /** That turn is over altogether: its dump delivered, its seat given back. */
    async freed(sessionId: string) {
      await world.end(sessionId, 'delivered')
      await db.sessions.update({ where: { id: sessionId }, data: { freed_at: new Date() } })
    },
    /** A companion as the server sees one; `heard` fills with what it was told. */
    async companion(token: string, origin = `chrome-extension://${COMPANION_ID}`) {
      const socket = new WebSocket(`${base.replace('http', 'ws')}/companion`, ['taxi.v1', `token.${token}`], { origin })
      sockets.push(socket)
      const heard: Record<string, unknown>[] = []
      socket.on('message', data => heard.push(JSON.parse(String(data))))
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
      return {
        socket,
        heard,
        say: (message: object) => socket.send(JSON.stringify(message)),
        hello: (session_id: string | null = null) =>
          socket.send(JSON.stringify({ t: 'hello', version: '0.1.0', vm_id: 'm', session_id })),
      }
    },
    async close() {
      for (const socket of sockets) socket.terminate()
      await companions.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await database.close()
    },
  }
  return world
}

/** Waits until `look` finds something. */
export const eventually = <T>(look: Parameters<typeof until<T>>[1], ms?: number) => until(String(look), look, ms)
