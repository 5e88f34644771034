import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../config.ts'
import { readHealth } from '../db/read/health.ts'
import { startSeats } from '../entrypoints/jobs/seats.ts'
import { seatConfigFile } from '../outside/machine/seat-config.ts'
import { buildMachine, buildPerson, buildSession, buildSlot } from './build.ts'
import { openTestDatabase } from './database.ts'
import { fakeCompanions, fakeMachines, fakeParts } from './fake-parts.ts'
import { reachOverSsh } from './over-ssh.ts'
import { openTestSeat } from './test-seat.ts'
import { until } from './until.ts'

export type SickMachine = Awaited<ReturnType<typeof openSickMachine>>

/** A machine over SSH with a real screen and browser, somebody at work on it, watched as the server watches it. Its illnesses are real, but for a clock and a VPN. */
export async function openSickMachine() {
  const seat = await openTestSeat()
  await seat.driver.up(seat.seat)
  const folder = mkdtempSync(join(tmpdir(), 'taxi-sick-'))
  const says = join(folder, 'says.json')
  const { rfb_port: rfbPort } = seat.places()
  const gate = ['--seat', writeLyingSeat(folder, says), '--config', seatConfigFile(seat.folder)]
  const far = await reachOverSsh({ rfbPort, gate })
  const database = await openTestDatabase()
  const { db } = database
  let ahead = 0
  const now = () => new Date(Date.now() + ahead)

  const machine = await buildMachine(db, { driver: 'ssh', joined_at: now() })
  const slot = await buildSlot(db, { machines: [machine.id] })
  const person = await buildPerson(db)
  const session = await buildSession(db, { person, slot })
  await far.driver.begin(session.id, seat.seat)
  const parts = fakeParts(database, {
    now,
    machines: fakeMachines({ [machine.id]: far.driver }),
    companions: fakeCompanions({ connected: () => ({ version: '1', since: now() }), ask: async () => ({}) as never }),
    config: { ADMIN_CHAT_ID: '4711', TELEGRAM_BOT_TOKEN: '1:secret' },
  })
  const seats = startSeats(parts)

  const health = async () => {
    const { machines, open } = await readHealth(parts)
    const own = machines.find(({ vm_id }) => vm_id === machine.id)
    return { state: own?.state, trouble: own?.trouble.join('; ') ?? '', open: open.map(({ kind }) => kind) }
  }
  const alerts = (prefix: string) => db.deliveries.count({ where: { dedupe_key: { startsWith: prefix } } })

  return {
    db,
    parts,
    seat,
    far,
    machine,
    slot,
    health,
    /** What the machine says besides, or other than, the truth; `ahead_ms` moves its clock. */
    say: (lies: Record<string, number>) => writeFileSync(says, JSON.stringify(lies)),
    sayTheTruth: () => rmSync(says, { force: true }),
    /** The machine keeps less disk free than it wants to, or enough again. */
    wantDisk(megabytes: number) {
      const file = seatConfigFile(seat.folder)
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), disk_floor_mb: megabytes }))
    },
    pass(ms: number) {
      ahead += ms
    },
    /** Waits for the machine to stand so, and says how long that took. */
    async stands(state: string, ms = 60_000): Promise<number> {
      const began = performance.now()
      await until(`the machine is ${state}`, async () => (await health()).state === state, ms).catch(async error => {
        throw new Error(`${error.message}: ${JSON.stringify(await health())}`)
      })
      return performance.now() - began
    },
    /** Alerts of incidents, and of their ends, so far. */
    told: async () => ({ begun: await alerts('incident:'), over: await alerts('incident_over:') }),
    isStillAtWork: async () =>
      (await db.sessions.findUniqueOrThrow({ where: { id: session.id } })).ended_at === null &&
      (await seat.driver.dirty()) === session.id,
    async close() {
      await seats.close()
      await far.close()
      await database.close()
      await seat.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** `taxi-seat` whose `check` adds what it is told to: no test may set this computer's clock, or has a VPN. */
function writeLyingSeat(folder: string, says: string): string {
  const path = join(folder, 'taxi-seat')
  const real = join(projectRoot, 'ansible/roles/seat/files/taxi-seat')
  const script = `#!/usr/bin/python3 -ISB
import json, os, subprocess, sys
command = ["/usr/bin/python3", "-ISB", ${JSON.stringify(real)}, *sys.argv[1:]]
if "check" not in sys.argv or not os.path.exists(${JSON.stringify(says)}):
    os.execv(command[0], command)
done = subprocess.run(command, stdout=subprocess.PIPE)
answer, lies = json.loads(done.stdout), json.load(open(${JSON.stringify(says)}))
answer["now_ms"] += lies.pop("ahead_ms", 0)
print(json.dumps({**answer, **lies}))
sys.exit(done.returncode)
`
  writeFileSync(path, script, { mode: 0o755 })
  return path
}
