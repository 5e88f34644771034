import { mkdir, statfs } from 'node:fs/promises'
import { backOff } from '../domain/delivery.ts'
import type { Sealed } from '../domain/dump.ts'
import { pulledFolder } from '../dump/folders.ts'
import { pullItem } from '../dump/pull-item.ts'
import { fileNameOf, type PulledItem, readPulledList, writePulledList } from '../dump/pulled.ts'
import { MachineError, type SealedItem } from '../outside/machine/driver.ts'
import type { Parts } from '../parts.ts'
import type { ClaimedDump } from './claim-dump.ts'

type PullParts = Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'log' | 'machines'>

/**
 * Fetches what lies sealed on the machine, going on where the last attempt was cut. A machine that does not
 * answer is asked again later, until the dump's deadline; then the dump goes on and names what is missing.
 */
export async function pullDump(parts: PullParts, dump: ClaimedDump): Promise<void> {
  const row = await parts.db.dumps.findUniqueOrThrow({ where: { id: dump.id }, include: { session: true } })
  const known = (row.sealed as Partial<Sealed>).seal ?? []
  const folder = pulledFolder(parts.config, dump.id)
  await mkdir(folder, { recursive: true })
  try {
    const items = await fetchAll(parts, row.session.machine_id, dump, known, folder)
    await writePulledList(folder, items)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    if (parts.now() < dump.deadline) return postpone(parts, dump, why)
    parts.log.warn({ dump: dump.id, machine: row.session.machine_id, why }, 'pulling given up at the deadline')
    await writePulledList(folder, await whatIsHere(known, folder, 'the machine did not answer until the deadline'))
  }
  await parts.change(async tx => {
    const { count } = await tx.dumps.updateMany({
      where: { id: dump.id, state: 'pulling', lease_owner: dump.lease_owner },
      data: {
        state: 'assembling',
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

async function fetchAll(
  parts: PullParts,
  machineId: string,
  dump: ClaimedDump,
  known: SealedItem[],
  folder: string,
): Promise<PulledItem[]> {
  const driver = await parts.machines.driver(machineId)
  const report = await driver.sealed(dump.session_id)
  await leaveRoom(parts, folder, report.items)
  const pulled: PulledItem[] = []
  for (const item of report.items) pulled.push(await orWhyNot(item, pullItem(driver, dump.session_id, item, folder)))
  const gone = known.filter(item => !report.items.some(found => found.path === item.path))
  return [...pulled, ...(await whatIsHere(gone, folder, 'it is no longer on the machine'))]
}

/** One item that the machine cannot give does not stop the others; a machine that is gone stops all of them. */
async function orWhyNot(item: SealedItem, pulling: Promise<PulledItem>): Promise<PulledItem> {
  return pulling.catch((error: unknown) => {
    if (!(error instanceof MachineError) || error.gone) throw error
    return { ...item, bytes: 0, sha256: null, status: 'missing', why: item.why ?? error.message, file: null }
  })
}

async function whatIsHere(known: SealedItem[], folder: string, why: string): Promise<PulledItem[]> {
  const pulled = await readPulledList(folder)
  return known.map(item => {
    const here = pulled.find(candidate => candidate.file === fileNameOf(item.path))
    return here ?? { ...item, bytes: 0, sha256: null, status: 'missing', why: item.why ?? why, file: null }
  })
}

async function leaveRoom(parts: PullParts, folder: string, items: SealedItem[]): Promise<void> {
  const disk = await statfs(folder)
  const free = disk.bavail * disk.bsize
  const bytes = items.reduce((sum, item) => sum + item.bytes, 0)
  // Twice: once as fetched, once in the zips.
  if (free - 2 * bytes < parts.config.DISK_FLOOR_MB * 1024 * 1024)
    throw new Error(`too little free disk for ${bytes} bytes. Free some, or lower DISK_FLOOR_MB.`)
}

async function postpone(parts: PullParts, dump: ClaimedDump, why: string): Promise<void> {
  const wait = Math.min(
    backOff(dump.attempts, 5 * 60_000, Math.random()),
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
