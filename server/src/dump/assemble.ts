import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DumpItem, DumpPart } from '@taxi/contract/dumps.ts'
import { TELEGRAM_FILE_LIMIT } from '../domain/delivery.ts'
import { packFiles } from '../domain/dump-parts.ts'
import type { Faults } from '../faults.ts'
import type { DumpClock } from './clock.ts'
import { collect } from './collect.ts'
import type { CollectedItem } from './collected.ts'
import type { DumpFacts } from './facts.ts'
import { fileSum } from './file-sum.ts'
import { madeFile } from './made-file.ts'
import { manifestOf } from './manifest.ts'
import { writePage } from './page/page.ts'
import { writeZip } from './zip.ts'

export interface AssembleFrom {
  facts: DumpFacts
  clock: DumpClock
  pulled: string
  journal: string
  /** The dump's folder: the finished files come to lie here. */
  folder: string
  /** The largest file that is delivered as one, bytes. */
  limit?: number
  /** Called after each zip. */
  packed?: (done: number, total: number) => Promise<void>
  faults?: Faults | undefined
}

export interface Assembled {
  items: DumpItem[]
  /** `index.html` first, then the zips. */
  parts: DumpPart[]
}

export const PAGE_NAME = 'index.html'
const WORK = 'work'

/**
 * Puts a dump together: collects, writes the page, packs independent zips. Repeatable: it works aside, and the
 * finished files take their names at the end, replacing those of an earlier run.
 */
export async function assemble(from: AssembleFrom): Promise<Assembled> {
  const { facts, clock, pulled, journal, folder, limit = TELEGRAM_FILE_LIMIT, faults } = from
  const work = join(folder, WORK)
  await rm(work, { recursive: true, force: true })
  await mkdir(work, { recursive: true })
  const collected = await collect({ facts, clock, pulled, journal, work })
  faults?.reach('assemble.collected')
  const files = collected.items.filter(hasFile)

  const large = await zipLarge(packFiles(files, 0).oversize, work, facts.session.endedAt)
  const portalOnly = new Set(large.filter(zip => zip.bytes > limit).map(zip => zip.item.path))
  const page = join(work, PAGE_NAME)
  await writePage({ facts, clock, collected, portalOnly }, page)
  faults?.reach('assemble.page')
  const pageItem: CollectedItem & { file: string } = {
    path: PAGE_NAME,
    kind: 'page',
    ...(await fileSum(page)),
    status: 'complete',
    source: 'server',
    file: page,
  }
  const items = [pageItem, ...collected.items]
  // The manifest names every item and stands in the first zip: room for it is kept free, with plenty to spare.
  const reserved = 4096 + 2 * Buffer.byteLength(JSON.stringify(items)) + items.length * 200
  const { zips } = packFiles([pageItem, ...files], reserved)
  const groups = [...zips, ...large.map(zip => [zip.item])]
  const named = groups.map((group, n) => ({ group, name: zipName(facts, clock, n + 1, groups.length) }))
  const manifest = await madeFile(
    work,
    { path: 'manifest.json', kind: 'page', source: 'server' },
    manifestOf(facts, items.map(asListed), named),
  )

  const parts: DumpPart[] = []
  for (const [n, { group, name }] of named.entries()) {
    const ready = large[n - zips.length]
    if (ready) await rename(ready.path, join(work, name))
    const contents = n === 0 ? [manifest, ...group].filter(hasFile) : group
    const sum = ready ?? (await writeZip(contents, join(work, name), facts.session.endedAt))
    parts.push({ name, bytes: sum.bytes, sha256: sum.sha256 })
    faults?.reach('assemble.zip')
    await from.packed?.(parts.length, named.length)
  }
  const { bytes, sha256 } = pageItem
  await putInPlace(folder, work, [PAGE_NAME, ...parts.map(part => part.name)], faults)
  faults?.reach('assemble.placed')
  return { items: items.map(asListed), parts: [{ name: PAGE_NAME, bytes, sha256: sha256 ?? '' }, ...parts] }
}

/** A file larger than a zip may be gets one of its own, first of all: only then is it known what Telegram can carry. */
async function zipLarge(items: (CollectedItem & { file: string })[], work: string, mtime: Date) {
  const zips = []
  for (const [n, item] of items.entries()) {
    const path = join(work, `large-${n}.zip`)
    zips.push({ item, path, ...(await writeZip([item], path, mtime)) })
  }
  return zips
}

const hasFile = (item: CollectedItem): item is CollectedItem & { file: string } => item.file !== null

function asListed({ file: _, ...item }: CollectedItem): DumpItem {
  return item
}

function zipName(facts: DumpFacts, clock: DumpClock, n: number, of: number): string {
  return `${dumpStem(facts.slot.id, facts.id, clock.stamp(facts.session.endedAt))}-${n}of${of}.zip`
}

/** `dump-demo-1-2026-11-21-1305-3f2a91bc`: what the files of a dump are called. */
export const dumpStem = (slotId: string, dumpId: string, stamp: string) =>
  `dump-${slotId}-${stamp}-${dumpId.slice(0, 8)}`

async function putInPlace(folder: string, work: string, names: string[], faults?: Faults): Promise<void> {
  for (const name of names) {
    await rename(join(work, name), join(folder, name))
    faults?.reach('assemble.placing')
  }
  const stale = (await readdir(folder)).filter(name => /\.zip$/.test(name) && !names.includes(name))
  for (const name of [...stale, WORK]) await rm(join(folder, name), { recursive: true, force: true })
  await stat(join(folder, PAGE_NAME))
}
