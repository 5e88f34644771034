import type { DumpProgress, DumpState } from '@taxi/contract/dumps.ts'
import type { Transaction } from '../db/client.ts'
import { isKeptElsewhere } from '../db/read/kept-elsewhere.ts'
import { noteMachineError } from '../db/write/note-machine-error.ts'
import { writeHeirTurn } from '../db/write/write-heir-turn.ts'
import {
  type Closing,
  type ClosingStep,
  isSealed,
  mayCleanNow,
  type Sealed,
  sealingProgress,
  secondChances,
  stepDeadlines,
  stepsLeft,
} from '../domain/dump.ts'
import { MachineError } from '../outside/machine/driver.ts'
import type { Parts } from '../parts.ts'
import { closingWork, type SeatToClose } from './closing-work.ts'

/**
 * Gives the seat of an ended session back: seals what the person left, cleans the browser, frees the slot.
 * Every step is written down when it is done, so that after a crash the next run goes on where this one was.
 * A step that failed because the machine moved on to another server is left to that one.
 * Returns whether the seat is free now; throws nothing a machine or a companion can cause.
 */
export async function closeSeat(parts: Parts, sessionId: string): Promise<boolean> {
  for (;;) {
    const seat = await seatToClose(parts, sessionId)
    if (!seat) return true
    const [step] = stepsLeft(seat.closing, seat.since, parts.now())
    const mayClean = step === 'clean' && mayCleanNow(seat.closing, parts.now())
    const again = mayClean ? await secondChance(parts, seat) : null
    if (again) {
      await writeDown(parts, seat, again, { ...(await attempt(parts, seat, again)), again: true })
      continue
    }
    if (step === 'clean' || isSealed(seat.closing, seat.since, parts.now())) await handOverToDumps(parts, seat)
    if (!step) return free(parts, seat)
    if (step === 'clean' && (await passOn(parts, seat))) return true
    if (step === 'clean' && !mayClean) return false
    const outcome = await attempt(parts, seat, step)
    if (!outcome.ok && (await isKeptElsewhere(parts, seat.machineId))) return false
    parts.faults?.reach(`close.${step}.done`)
    await writeDown(parts, seat, step, outcome)
    parts.faults?.reach(`close.${step}.noted`)
    if (step === 'clean' && !outcome.ok) return false
  }
}

async function seatToClose(parts: Parts, sessionId: string): Promise<SeatToClose | null> {
  const row = await parts.db.sessions.findUnique({ where: { id: sessionId }, include: { slot: true, dump: true } })
  if (!row?.ended_at || row.freed_at) return null
  return {
    sessionId,
    slotId: row.slot_id,
    machineId: row.machine_id,
    heirId: row.handed_to,
    follows: row.follows_id,
    dumpId: row.dump?.id ?? null,
    dumpState: row.dump?.state ?? null,
    startedAt: row.started_at,
    since: row.work_done_at ?? row.ended_at,
    seat: { slotId: row.slot_id, profile: row.slot.chrome_profile || row.slot_id, startUrl: row.slot.url },
    closing: row.closing as Closing,
  }
}

/** The step to be tried once more, now that the machine answers and still holds what the person left; null when there is none. */
async function secondChance(parts: Parts, { closing, machineId, sessionId }: SeatToClose): Promise<ClosingStep | null> {
  const [step] = secondChances(closing)
  if (!step) return null
  try {
    const driver = await parts.machines.driver(machineId)
    return (await driver.dirty()) === sessionId ? step : null
  } catch {
    return null
  }
}

type Outcome = {
  ok: boolean
  why?: string
  /** The machine did not answer at all. */
  gone?: boolean
  learnt?: Partial<Sealed>
  again?: true
}

async function attempt(parts: Parts, seat: SeatToClose, step: ClosingStep): Promise<Outcome> {
  const started = performance.now()
  try {
    const learnt = await within(stepDeadlines[step], closingWork[step](parts, seat))
    parts.log.debug({ session: seat.sessionId, step, ms: Math.round(performance.now() - started) }, 'closing step done')
    return { ok: true, learnt }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    // The same trouble again is not news.
    const level = seat.closing[step]?.why === why ? 'debug' : 'warn'
    parts.log[level]({ session: seat.sessionId, step, why }, 'closing step brought nothing')
    return { ok: false, why, gone: error instanceof MachineError && error.gone }
  }
}

async function writeDown(parts: Parts, seat: SeatToClose, step: ClosingStep, outcome: Outcome): Promise<void> {
  const { ok, why, again } = outcome
  const entry = { ok, at: parts.now().toISOString(), ...(why ? { why } : {}), ...(again ? { again } : {}) }
  await parts.change(async tx => {
    // The dump before its session, as whoever assembles and delivers it does: no two wait for each other.
    const closing = { ...seat.closing, [step]: entry }
    if (seat.dumpId) await tellDump(tx, seat.dumpId, closing, step, outcome)
    await tx.sessions.update({ where: { id: seat.sessionId }, data: { closing } })
    if (step !== 'clean' || ok || outcome.gone) return
    const { machineId, sessionId } = seat
    await noteMachineError(tx, parts.config, { machineId, what: 'clean', sessionId, why: why ?? '', now: parts.now() })
  })
}

async function tellDump(
  tx: Transaction,
  id: string,
  closing: Closing,
  step: ClosingStep,
  outcome: Outcome,
): Promise<void> {
  const dump = await tx.dumps.findUniqueOrThrow({ where: { id } })
  const before = dump.sealed as Partial<Sealed>
  const { [step]: _, ...others } = before.why ?? {}
  const why = outcome.why ? { ...others, [step]: outcome.why } : others
  const further = dump.state === 'sealing' ? { progress: sealingProgress(closing) } : {}
  await tx.dumps.update({
    where: { id },
    data: { sealed: JSON.parse(JSON.stringify({ ...before, ...outcome.learnt, why })), ...further },
  })
  if (further.progress) await tx.announce({ about: 'dump', id })
}

const COLLECTING: DumpProgress = { stage: 'collecting', done: 0, total: 0 }

/** Pulling and assembling go on in the background while the seat is still being cleaned. */
async function handOverToDumps(parts: Parts, seat: SeatToClose): Promise<void> {
  if (seat.dumpState !== 'sealing' || !seat.dumpId) return
  const dumpId = seat.dumpId
  await parts.change(async tx => {
    await tx.dumps.updateMany({
      where: { id: dumpId, state: 'sealing' },
      data: { state: 'pulling', progress: COLLECTING },
    })
    await tx.announce({ about: 'dump', id: dumpId })
    await tx.announce({ about: 'wake', id: 'dumps' })
  })
  parts.faults?.reach('close.handed-to-dumps')
}

/** Handed over: the colleague sits down at what stands open. False: it is cleaned like any other. */
async function passOn(parts: Parts, { sessionId, slotId, heirId }: SeatToClose): Promise<boolean> {
  if (!heirId) return false
  const passed = await parts.change(tx => writeHeirTurn(parts, tx, { sessionId, slotId, heirId }))
  parts.log.info({ session: sessionId, slot: slotId, passed }, 'seat handed over')
  return passed
}

async function free(parts: Parts, seat: SeatToClose): Promise<boolean> {
  await parts.change(async tx => {
    await askNow(tx, seat, parts.now())
    await tx.sessions.updateMany({ where: { id: seat.sessionId, freed_at: null }, data: { freed_at: parts.now() } })
    await tx.announce({ about: 'slot', id: seat.slotId })
    await tx.announce({ about: 'session', id: seat.sessionId })
  })
  parts.faults?.reach('close.freed')
  parts.log.info(
    { session: seat.sessionId, slot: seat.slotId, ms: parts.now().getTime() - seat.since.getTime() },
    'seat freed',
  )
  return true
}

/** A dump that waits for what its machine still holds need not wait any longer. */
async function askNow(tx: Transaction, { dumpId }: SeatToClose, now: Date): Promise<void> {
  if (!dumpId) return
  const { count } = await tx.dumps.updateMany({
    where: { id: dumpId, state: { in: ASKING }, not_before: { gt: now }, lease_owner: null },
    data: { not_before: now },
  })
  if (count) await tx.announce({ about: 'wake', id: 'dumps' })
}

/** Pulling, or delivered without what the machine still owes. */
const ASKING = ['pulling', 'kept', 'delivered'] satisfies DumpState[]

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s`)), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
