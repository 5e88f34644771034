import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Locale, Theme } from '@taxi/contract/shapes.ts'
import { endSession } from '../actions/end-session.ts'
import { projectRoot } from '../config.ts'
import { changeOf } from '../db/client.ts'
import { openDoors } from '../entrypoints/doors.ts'
import { createBoard } from '../entrypoints/live/board.ts'
import { openNewsLine } from '../entrypoints/live/news.ts'
import { attendWith } from '../entrypoints/screen/attend.ts'
import { createDesks, type DesksOptions } from '../entrypoints/screen/desks.ts'
import { createRecording } from '../entrypoints/screen/recording.ts'
import { createWatching } from '../entrypoints/screen/watching.ts'
import { openFront } from '../front.ts'
import type { MachineDriver } from '../outside/machine/driver.ts'
import { buildPerson, buildSession, buildSlot } from './build.ts'
import { openTestDatabase } from './database.ts'
import { fakeParts } from './fake-parts.ts'
import type { TestScreen } from './test-screen.ts'

export type DeskPageWorld = Awaited<ReturnType<typeof openDeskPageWorld>>

/** The server's doors with real desks and the real page; the machine is a screen alone. */
export async function openDeskPageWorld(screen: TestScreen, guacd: DesksOptions['guacd']) {
  const page = join(projectRoot, 'portal/dist/desk.html')
  if (!existsSync(page)) throw new Error('The desk page is not built: run npm run build first.')
  const database = await openTestDatabase()
  const { db } = database
  const slot = await buildSlot(db, { id: 'ppx-2', name: 'Perplexity · 2' })
  const machines = { driver: async () => screen.driver as MachineDriver, close: async () => {} }
  const front = await openFront({ PORT: 0, HOST: '127.0.0.1' })
  let hearOwn: ReturnType<typeof openDoors>['hearOwn'] = () => {}
  const change = changeOf(db, news => hearOwn(news))
  const config = { PORT: front.port, REQUESTS_PER_SECOND: 10_000, DISK_FLOOR_MB: 1 }
  const basic = fakeParts({ db, change }, { machines, config })
  const watching = createWatching(basic)
  const desks = createDesks({ parts: basic, guacd, attend: attendWith(watching, createRecording(basic)) })
  const parts = { ...basic, desks, board: createBoard(basic) }
  const doors = openDoors(front.http, { parts, upgrades: [desks] })
  hearOwn = doors.hearOwn
  const news = await openNewsLine(database.url, parts.log)
  news.onNews(doors.hear)
  front.open(doors.app)

  return {
    parts,
    slot,
    base: `http://localhost:${front.port}`,
    /** A person with a session whose seat is ready, and the address of its desk. Earlier sessions are over. */
    async sitDown(given: { locale?: Locale; theme?: Theme; phases?: Record<string, number>; minutes?: number } = {}) {
      for (const { id } of await db.sessions.findMany({ where: { ended_at: null } }))
        await endSession(parts, { sessionId: id, reason: 'manual' })
      await db.sessions.updateMany({ where: { freed_at: null }, data: { freed_at: new Date() } })
      const person = await buildPerson(db, { locale: given.locale ?? 'ru', theme: given.theme ?? 'light' })
      const session = await buildSession(db, {
        person,
        slot,
        state: 'preparing',
        first_frame_at: null,
        phases: given.phases ?? { lease: 5, machine: 8, browser: 9 },
        ends_at: new Date(Date.now() + (given.minutes ?? 120) * 60_000),
      })
      const { guacamole_url } = await desks.open({ id: session.id, person_id: person.id })
      return { person, session, url: guacamole_url }
    },
    end: (sessionId: string, ending: Omit<Parameters<typeof endSession>[1], 'sessionId'>) =>
      endSession(parts, { sessionId, ...ending }),
    async close() {
      await desks.shutdown()
      watching.close()
      await news.close()
      await doors.close()
      await front.close()
      await database.close()
      rmSync(parts.config.dataDir, { recursive: true, force: true })
    },
  }
}
