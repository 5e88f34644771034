import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { pino } from 'pino'
import { connectionOf } from '../actions/say-alive.ts'
import { readConfig } from '../config.ts'
import { openNewsLine } from '../entrypoints/live/news.ts'
import { createDesks, type DesksOptions } from '../entrypoints/screen/desks.ts'
import type { MachineDriver } from '../outside/machine/driver.ts'
import { hashOf, newToken } from '../outside/secrets.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { type GuacClient, guacOverWebSocket } from './guac-client.ts'

type ScreenDriver = Pick<MachineDriver, 'screen' | 'password'> & Partial<MachineDriver>
export type DeskWorld = Awaited<ReturnType<typeof openDeskWorld>>

/** Desks behind a small HTTP server, on a database of their own, with one machine that only has a screen. */
export async function openDeskWorld(options: {
  screen: ScreenDriver
  guacd: DesksOptions['guacd']
  attend?: DesksOptions['attend']
  pace?: DesksOptions['pace']
  /** Another server of the same company: on its database. */
  beside?: Pick<TestDatabase, 'url' | 'db' | 'change'>
}) {
  const database = options.beside ? { ...options.beside, close: async () => {} } : await openTestDatabase()
  const { db, change } = database
  const config = readConfig({ PORT: '0', LOG_LEVEL: 'silent' }, '/nonexistent')
  const machines = {
    driver: async () => ({ clipboard: () => null, ...options.screen }) as MachineDriver,
    close: async () => {},
  }
  const parts = {
    config,
    serverId: randomUUID(),
    db,
    change,
    now: () => new Date(),
    log: pino({ level: 'silent' }),
    machines,
  }
  const desks = createDesks({ ...options, parts })
  const news = await openNewsLine(database.url, parts.log, connectionOf(parts.serverId))
  news.onNews(desks.hear)
  const server = createServer((_, response) => response.writeHead(404).end())
  server.on('upgrade', (request, socket, head) => {
    if (!desks.upgrade(request, socket, head)) socket.destroy()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const base = `http://127.0.0.1:${port}`
  const clients: GuacClient[] = []

  const world = {
    database,
    db,
    parts,
    desks,
    base,
    server,
    async person(name = 'Anna') {
      return db.people.create({ data: { name, email: `${newToken().slice(0, 12).toLowerCase()}@example.com` } })
    },
    /** A session whose seat is ready, unless told otherwise. */
    async session(personId: string, data: { phases?: Record<string, number> } = {}) {
      const id = newToken().slice(0, 8).toLowerCase().replaceAll(/[-_]/g, 'x')
      const number = Math.floor(Math.random() * 1e9)
      await db.slots.create({
        data: { id, slot_number: number, name: 'Demo', service: 'demo', service_name: 'Demo', url: '/practice' },
      })
      await db.machines.create({ data: { id, name: id, driver: 'local' } })
      return db.sessions.create({
        data: {
          person_id: personId,
          slot_id: id,
          machine_id: id,
          ends_at: new Date(Date.now() + 3_600_000),
          phases: data.phases ?? { lease: 5, machine: 6, browser: 7 },
        },
      })
    },
    async pass(
      session: { id: string },
      personId: string,
      data: { expires_at?: Date; kind?: string; window_id?: string } = {},
    ) {
      const pass = newToken()
      const expires_at = data.expires_at ?? new Date(Date.now() + 30_000)
      await db.passes.create({
        data: {
          pass_hash: hashOf(pass),
          kind: data.kind ?? 'tunnel',
          person_id: personId,
          session_id: session.id,
          window_id: data.window_id ?? null,
          expires_at,
        },
      })
      return pass
    },
    url: (session: { id: string }) => `${base.replace('http', 'ws')}/desk/${session.id}/tunnel`,
    knock(session: { id: string }, pass: string, { origin = base, asks = '' } = {}) {
      const client = guacOverWebSocket(world.url(session) + asks, { pass, origin })
      clients.push(client)
      return client
    },
    sessionNow: (id: string) => db.sessions.findUniqueOrThrow({ where: { id } }),
    /** A fresh session of a fresh person, and the pass of its tunnel. */
    async anybody() {
      const person = await world.person()
      const session = await world.session(person.id)
      return { person, session, pass: await world.pass(session, person.id) }
    },
    /** A fresh session of a fresh person, its tunnel open; `asks`: what its address asks for. */
    async open({ asks = '' } = {}) {
      const { person, session, pass } = await world.anybody()
      return { person, session, client: world.knock(session, pass, { asks }) }
    },
    async close() {
      for (const client of clients) client.close()
      await desks.shutdown()
      await news.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await database.close()
    },
  }
  return world
}
