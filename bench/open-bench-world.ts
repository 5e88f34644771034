import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openWorld, type World } from '../ride/world.ts'
import { changeOf, connect, type Db, type News } from '../server/src/db/client.ts'
import { newSignIn } from '../server/src/db/write/new-sign-in.ts'
import { loadSecrets } from '../server/src/outside/secrets.ts'
import { buildPerson } from '../server/src/testing/build.ts'
import type { Keep } from './figure.ts'

export interface BenchWorld extends World {
  /** Access tokens of so many new people. */
  people(count: number): Promise<string[]>
  /** So many new slots in service, each on a dry machine of its own; their ids. */
  slots(count: number): Promise<string[]>
  /** Straight into the server's database. */
  database<T>(work: (db: Db) => Promise<T>): Promise<T>
  /** Announces news as a change does; when it was sent off, on the clock all processes of a machine share. */
  announce(news: News): Promise<number>
}

/** The real server as a process of its own on its own PostgreSQL, with no machine but dry ones. */
export async function openBenchWorld(keep: Keep): Promise<BenchWorld> {
  const opening = openWorld({
    LOCAL_MACHINE: 'no',
    REQUESTS_PER_SECOND: '100000',
    DISK_FLOOR_MB: '1',
    LOG_LEVEL: 'warn',
  })
  // Kept before it is there: a Ctrl-C may come in between.
  keep({
    close: () =>
      opening.then(
        world => world.close(),
        () => null,
      ),
  })
  const world = await opening
  return {
    ...world,
    get startedIn() {
      return world.startedIn
    },
    people: count => withDatabase(world.dataDir, db => people(db, world.dataDir, count)),
    database: work => withDatabase(world.dataDir, work),
    announce: news => withDatabase(world.dataDir, db => announce(db, news)),
    async slots(count) {
      const client = await world.asAdmin()
      const ids = Array.from({ length: count }, (_, index) => `bench-${index + 1}`)
      for (const id of ids) {
        await client.call('addMachine', { body: { vm_id: id, name: id, driver: 'dry' } })
        await client.call('addSlot', {
          body: { id, name: id, service: 'bench', service_name: 'Bench', url: '/practice', machine_ids: [id] },
        })
      }
      return ids
    },
  }
}

async function withDatabase<T>(dataDir: string, work: (db: Db) => Promise<T>): Promise<T> {
  const read = (file: string) => readFileSync(join(dataDir, file), 'utf8').trim()
  const login = `taxi:${encodeURIComponent(read('secrets/database.password'))}`
  const db = connect(`postgresql://${login}@127.0.0.1:${read('database/port')}/taxi`, 4)
  try {
    return await work(db)
  } finally {
    await db.$disconnect()
  }
}

/** Straight into the database: two hundred invitations would be a bench of their own. */
async function people(db: Db, dataDir: string, count: number): Promise<string[]> {
  const secrets = loadSecrets(dataDir)
  const tokens: string[] = []
  while (tokens.length < count) {
    const person = await buildPerson(db)
    const origin = { way: 'password', address: '', agent: '' } as const
    tokens.push((await newSignIn({ secrets, now: () => new Date() }, db, person, origin)).token)
  }
  return tokens
}

function announce(db: Db, news: News): Promise<number> {
  return changeOf(db)(async tx => {
    await tx.announce(news)
    return performance.timeOrigin + performance.now()
  })
}
