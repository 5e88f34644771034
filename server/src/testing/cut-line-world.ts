import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import type { DumpItem } from '@taxi/contract/dumps.ts'
import { endSession } from '../actions/end-session.ts'
import { settlePulled } from '../actions/settle-pulled.ts'
import { projectRoot } from '../config.ts'
import type { MachineDriver } from '../outside/machine/driver.ts'
import { seatConfigFile } from '../outside/machine/seat-config.ts'
import { openEndingWorld } from './ending-world.ts'
import { reachOverSsh } from './over-ssh.ts'
import { openTestSeat } from './test-seat.ts'
import { until } from './until.ts'

/** A verb that a turn over SSH cannot do without; `seal 1` and `seal 2` are the parts. */
export type CutVerb = 'up' | 'begin' | 'seal 1' | 'seal 2' | 'clean' | 'sealed' | 'fetch' | 'forget'

/** Where the line is when it is cut: the machine has not heard, is at work, or has done it and nobody hears. */
export type CutWhen = 'before' | 'within' | 'after' | 'silent'

export type CutLineWorld = Awaited<ReturnType<typeof openCutLineWorld>>

/** A turn on a machine over SSH, with a real screen and browser, and a line that is cut where it is told to. */
export async function openCutLineWorld() {
  const machine = await openTestSeat()
  await machine.driver.up(machine.seat)
  const marks = mkdtempSync(join(tmpdir(), 'taxi-cut-line-'))
  const seat = writeNotingSeat(marks)
  const { rfb_port: rfbPort } = machine.places()
  const far = await reachOverSsh({ rfbPort, gate: ['--seat', seat, '--config', seatConfigFile(machine.folder)] })
  const downloads = join(machine.folder, 'home/Downloads')
  const cuts = new Map<string, { when: CutWhen; awayMs: number }>()

  const world = await openEndingWorld({ real: { driver: cutting(), downloads } })

  function cutting(): MachineDriver {
    return new Proxy<MachineDriver>(far.driver, {
      get(driver, verb: keyof MachineDriver) {
        const does = driver[verb]
        if (typeof does !== 'function') return does
        return (...given: unknown[]) => {
          const step = verb === 'seal' ? `seal ${given[1]}` : verb
          const cut = cuts.get(step)
          const work = () => (does as (...given: unknown[]) => unknown).apply(driver, given)
          if (!cut) return work()
          cuts.delete(step)
          return step === 'fetch' ? cutStream(work() as AsyncIterable<Uint8Array>, cut) : cutVerb(step, work, cut)
        }
      },
    })
  }

  async function cutVerb(step: string, work: () => unknown, { when, awayMs }: { when: CutWhen; awayMs: number }) {
    const name = step === 'sealed' ? 'fetch' : (step.split(' ')[0] ?? '')
    const mark = (end: 'begun' | 'ended' | 'held') => join(marks, `${name}-${end}`)
    for (const end of ['begun', 'ended'] as const) rmSync(mark(end), { force: true })
    await until('the line is up', () => far.driver.dirty().then(isSo, isNot))
    if (when === 'before') far.line.cut()
    if (when === 'after') writeFileSync(mark('held'), '')
    const working = Promise.resolve(work())
    working.catch(() => {})
    if (when !== 'before') await until(`${step} has begun`, () => existsSync(mark('begun')), 60_000)
    if (when === 'after') await until(`${step} is done`, () => existsSync(mark('ended')), 60_000)
    if (when === 'silent') far.line.freeze()
    else far.line.cut()
    rmSync(mark('held'), { force: true })
    setTimeout(() => void far.line.mend(), awayMs)
    return working
  }

  async function* cutStream(coming: AsyncIterable<Uint8Array>, { awayMs }: { awayMs: number }) {
    for await (const chunk of coming) {
      yield chunk
      far.line.cut()
      setTimeout(() => void far.line.mend(), awayMs)
    }
  }

  return {
    ...world,
    machine,
    /** The line is cut at these verbs, each the next time it is used, and whole again after a while. */
    cutAt(steps: Partial<Record<CutVerb, CutWhen>>, awayMs = 200) {
      for (const [step, when] of Object.entries(steps)) cuts.set(step, { when, awayMs })
    },
    /** Every cut that was asked for has come. */
    allCut: () => cuts.size === 0,
    /** Somebody takes the seat, and leaves something of everything. */
    async sitDown() {
      const { origin } = new URL(machine.seat.startUrl)
      const seated = await world.sit('chat open', {}, { url: `${origin}/`, chrome_profile: machine.seat.profile })
      await machine.script(['clip', 'set'], 'copied by Anna')
      return seated
    },
    /** The turn ends, and everything is tried as often as the server would. */
    async endWhole({ session }: { session: { id: string } }): Promise<DumpItem[]> {
      await endSession(world.parts, { sessionId: session.id, reason: 'manual' })
      const row = () => world.rowOf({ session })
      const isOver = async () => {
        await world.giveBack({ session })
        await world.workOnDumps()
        await settlePulled(world.parts)
        const { freed_at, dump } = await row()
        world.clock.pass({ seconds: freed_at ? 60 : 2 })
        return freed_at && dump?.state === 'kept' && !dump.not_before
      }
      await until('the seat is free and the dump is there', isOver, 180_000).catch(async error => {
        throw new Error(`${error.message}: ${inspect(await row())}`)
      })
      const isForgotten = async () => {
        await settlePulled(world.parts)
        const left = await machine.driver.leftovers()
        return left.every(({ sessionId }) => sessionId !== session.id)
      }
      await until('the machine has forgotten it', isForgotten, 60_000)
      return ((await row()).dump?.items ?? []) as unknown as DumpItem[]
    },
    async close() {
      await far.close()
      await world.close()
      await machine.close()
      rmSync(marks, { recursive: true, force: true })
    },
  }
}

const isSo = () => true
const isNot = () => false

/** `taxi-seat` that leaves a note when a verb begins and when it has ended, and may be held there before anybody hears of it. */
function writeNotingSeat(marks: string): string {
  const path = join(marks, 'taxi-seat')
  const real = join(projectRoot, 'ansible/roles/seat/files/taxi-seat')
  const script = `#!/bin/sh
verb="$3"
touch "${marks}/$verb-begun"
/usr/bin/python3 -ISB "${real}" "$@"
code=$?
touch "${marks}/$verb-ended"
while [ -e "${marks}/$verb-held" ]; do sleep 0.05; done
exit $code
`
  writeFileSync(path, script, { mode: 0o755 })
  return path
}
