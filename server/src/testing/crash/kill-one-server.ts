import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Socket } from 'socket.io-client'
import { buildPerson, buildSlot } from '../build.ts'
import type { TwoServers } from '../two-servers.ts'
import { until } from '../until.ts'
import type { Rider } from './crash-world.ts'
import { assertEndsWhole } from './ends-whole.ts'

export interface Crowd {
  staying: number
  leaving: number
  /** How soon the other server has to have carried on. */
  withinMs: number
}

/**
 * People sit at their seats, others have just left, and the server that makes one of their dumps is killed: whoever sits
 * goes on sitting, every popup hears again, and each dump comes once, whole. Answers how long the other one took.
 */
export async function killOneServer(world: TwoServers, { staying, leaving, withinMs }: Crowd): Promise<number> {
  const stayers = await seatAll(world, staying, 'a few words')
  const leavers = await seatAll(world, leaving, randomBytes(3_000_000))
  const lines = await Promise.all(stayers.map(({ token }) => online(world.line(token))))
  await atDesks(world, stayers)
  const dead = await busyServer(world, leavers)

  await world.end(dead, 'SIGKILL')
  const killedAt = performance.now()
  await Promise.all([
    carriesOn(world, lines, withinMs),
    until('desks of the dead server are away', () => areAway(world, stayers), withinMs),
  ])
  const ms = performance.now() - killedAt

  const running = await world.db.sessions.findMany({ where: { id: { in: stayers.map(rider => rider.sessionId) } } })
  assert.deepEqual([...new Set(running.map(row => row.ended_at))], [null], 'nobody was ended')
  assert.ok(
    running.some(row => row.desk_at !== null && row.state === 'live'),
    'whoever looks through the other server is not away',
  )
  for (const rider of [...leavers, ...stayers]) await rider.release()
  for (const rider of [...leavers, ...stayers]) await assertEndsWhole(world, rider, 90_000)
  return Math.round(ms)
}

async function seatAll(world: TwoServers, count: number, left: string | Buffer): Promise<Rider[]> {
  const riders: Rider[] = []
  const downloads = { 'left.bin': Buffer.from(left) }
  while (riders.length < count) {
    const some = Math.min(5, count - riders.length)
    riders.push(...(await Promise.all(Array.from({ length: some }, () => world.sitDown({ downloads })))))
  }
  return riders
}

async function online(line: Socket): Promise<Socket> {
  await until('the line is open', () => line.connected)
  return line
}

/** Everybody who stays is shown their desk by one of the two. */
async function atDesks({ db }: TwoServers, stayers: Rider[]): Promise<void> {
  const servers = await db.servers.findMany()
  assert.equal(servers.length, 2, 'both servers say that they run')
  for (const [n, { sessionId }] of stayers.entries())
    await db.sessions.update({
      where: { id: sessionId },
      data: { state: 'live', first_frame_at: new Date(), desk_at: servers[n % 2]?.id ?? null },
    })
}

/** The server that has one of their dumps in hand. */
async function busyServer(world: TwoServers, leavers: Rider[]) {
  const presses = leavers.map(rider => rider.release().catch(() => null))
  const pid = await busyWithDump(world)
  await Promise.all(presses)
  const busy = world.copies.find(copy => copy.pid === pid)
  if (!busy) throw new Error(`no server is process ${pid}`)
  return busy
}

/** The process that pulls or assembles a dump at this moment. */
async function busyWithDump({ db }: TwoServers): Promise<number> {
  for (let looks = 0; looks < 3_000; looks++) {
    const busy = await db.dumps.findFirst({ where: { lease_owner: { not: null }, lease_until: { gt: new Date() } } })
    if (busy?.lease_owner) return Number(busy.lease_owner.split('/')[1])
    await sleep(10)
  }
  throw new Error('no dump was ever made')
}

/** Every popup hears of what happens from now on, and seats are given. */
async function carriesOn(world: TwoServers, lines: Socket[], withinMs: number): Promise<void> {
  const person = await buildPerson(world.db)
  const slot = await buildSlot(world.db, { slot_number: 9_000 })
  const client = world.clientWith(await world.tokenOf(person.id))
  const heard = new Set<Socket>()
  for (const line of lines)
    line.on('slot.update', update => {
      if (update.slot.id === slot.id) heard.add(line)
    })
  const at = { params: { id: slot.id } }
  await until('a seat is given', () => client.call('occupy', at).catch(() => null), withinMs)
  await until(
    'every popup has heard',
    async () => {
      if (heard.size === lines.length) return true
      // Told once more for those whose line was still down.
      await world.database.change(tx => tx.announce({ about: 'slot', id: slot.id }))
    },
    withinMs,
  )
}

/** Nobody is left whose desk a server shows that does not run. */
async function areAway({ db }: TwoServers, riders: Rider[]): Promise<boolean> {
  const alive = (await db.servers.findMany()).map(({ id }) => id)
  const ids = riders.map(rider => rider.sessionId)
  const lost = await db.sessions.count({ where: { id: { in: ids }, desk_at: { notIn: alive } } })
  return alive.length === 1 && lost === 0
}
