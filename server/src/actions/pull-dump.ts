import { mkdir, readdir } from 'node:fs/promises'
import type { DumpProgress } from '@taxi/contract/dumps.ts'
import { noteProgress } from '../db/write/note-progress.ts'
import { backOff } from '../domain/delivery.ts'
import { type Closing, isWhole, type Sealed, whenMachineIsSilent } from '../domain/dump.ts'
import { fetchSealed, leaveRoom, whatIsHere } from '../dump/fetch-sealed.ts'
import { journalFolder, pulledFolder } from '../dump/folders.ts'
import { writePulled } from '../dump/pulled.ts'
import { chance } from '../outside/chance.ts'
import type { Parts } from '../parts.ts'
import type { ClaimedDump } from './claim-dump.ts'

type PullParts = Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'log' | 'machines' | 'faults'>

/**
 * Fetches what lies sealed on the machine, going on where the last attempt was cut. A machine that does not answer
 * is asked again until the dump's deadline. Meanwhile the chats that are here already go ahead as a first dump,
 * which the whole one replaces; at the deadline the dump goes on and names what is missing.
 */
export async function pullDump(parts: PullParts, dump: ClaimedDump): Promise<void> {
  const row = await parts.db.dumps.findUniqueOrThrow({ where: { id: dump.id }, include: { session: true } })
  parts.faults?.reach('pull.claimed')
  const known = (row.sealed as Partial<Sealed>).seal ?? []
  const folder = pulledFolder(parts.config, dump.id)
  await mkdir(folder, { recursive: true })
  let told = 0
  const fetched = async (done: number, total: number) => {
    parts.faults?.reach('pull.item')
    const now = performance.now()
    if (dump.state !== 'pulling' || (done < total && now - told < TELL_EVERY_MS)) return
    told = now
    await noteProgress(parts, dump, { stage: 'collecting', done, total })
  }
  try {
    const driver = await parts.machines.driver(row.session.machine_id)
    const { items: held } = await driver.sealed(dump.session_id)
    if (!isWhole(row.session.closing as Closing, row.session.freed_at)) throw new Error(NOT_SEALED_YET)
    await leaveRoom(folder, held, parts.config.DISK_FLOOR_MB)
    const items = await fetchSealed(driver, { sessionId: dump.session_id, items: held, known, folder, fetched })
    await writePulled(folder, { items, owed: false })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const hasChats = (await readdir(journalFolder(parts.config, dump.session_id)).catch(() => [])).length > 0
    const next = whenMachineIsSilent({ ...dump, readyAt: row.ready_at, hasChats }, parts.now())
    if (next === 'ask later') return askLater(parts, dump, why)
    parts.log.warn({ dump: dump.id, machine: row.session.machine_id, why, next }, 'the machine is silent')
    if (next === 'give up') await writePulled(folder, { items: await whatIsHere(known, folder, GAVE_UP), owed: false })
    if (next === 'go ahead') await writePulled(folder, { items: await whatIsHere(known, folder, SILENT), owed: true })
  }
  parts.faults?.reach('pull.listed')
  await assembleNext(parts, dump)
  parts.faults?.reach('pull.passed-on')
}

const TELL_EVERY_MS = 300
const NOT_SEALED_YET = 'the seat is not sealed yet'
const GAVE_UP = 'the machine did not answer until the deadline'
const SILENT = 'the machine is down; what it holds follows when it is back'

const ASSEMBLING: DumpProgress = { stage: 'assembling', done: 0, total: 0 }

async function assembleNext(parts: PullParts, dump: ClaimedDump): Promise<void> {
  await parts.change(async tx => {
    const { count } = await tx.dumps.updateMany({
      where: { id: dump.id, state: dump.state, lease_owner: dump.lease_owner },
      data: {
        state: 'assembling',
        progress: ASSEMBLING,
        attempts: 0,
        not_before: null,
        last_error: null,
        lease_owner: null,
        lease_until: null,
      },
    })
    if (count) await tx.announce({ about: 'dump', id: dump.id })
  })
}

async function askLater(parts: PullParts, dump: ClaimedDump, why: string): Promise<void> {
  const wait = Math.min(
    backOff(dump.attempts, 5 * 60_000, chance()),
    Math.max(0, dump.deadline.getTime() - parts.now().getTime()),
  )
  parts.log.info({ dump: dump.id, why, seconds: Math.round(wait / 1000) }, 'pulling put off')
  await parts.db.dumps.updateMany({
    where: { id: dump.id, lease_owner: dump.lease_owner },
    data: {
      not_before: new Date(parts.now().getTime() + wait),
      lease_owner: null,
      lease_until: null,
      last_error: why.slice(0, 500),
    },
  })
}
