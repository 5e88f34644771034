import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { nothingSealed } from '../server/src/domain/dump.ts'
import { assemble } from '../server/src/dump/assemble.ts'
import { dumpClock } from '../server/src/dump/clock.ts'
import type { DumpFacts } from '../server/src/dump/facts.ts'
import { answerParent } from './fork-part.ts'

/** Assembles what lies pulled in this folder. */
export interface AssemblingQuestion {
  folder: string
}
export interface AssemblingAnswer {
  ms: number
  /** Bytes of memory at rest before, and at most during it. */
  before: number
  most: number
  zips: string[]
}

const LOOK_MS = 20
const MINUTE = 60_000

answerParent<AssemblingQuestion, AssemblingAnswer>(async ({ folder }) => {
  const before = process.memoryUsage.rss()
  let most = before
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, LOOK_MS)
  const target = join(folder, 'dump')
  mkdirSync(target, { recursive: true })
  const began = performance.now()
  const { parts } = await assemble({
    facts,
    clock: dumpClock('UTC', 'en'),
    pulled: join(folder, 'pulled'),
    journal: join(folder, 'journal'),
    folder: target,
  })
  const ms = performance.now() - began
  clearInterval(look)
  const zips = parts.filter(part => part.name.endsWith('.zip')).map(part => join(target, part.name))
  return { ms, before, most, zips }
})

const now = new Date()
const facts: DumpFacts = {
  id: '00000000-0000-4000-8000-000000000000',
  expiresAt: new Date(now.getTime() + 14 * 24 * 60 * MINUTE),
  sealed: nothingSealed,
  session: {
    id: '00000000-0000-4000-8000-000000000001',
    startedAt: new Date(now.getTime() - 60 * MINUTE),
    endedAt: now,
    endReason: 'manual',
    endedBy: null,
  },
  person: { id: '00000000-0000-4000-8000-000000000002', name: 'Anna', telegramId: null, locale: 'en' },
  slot: { id: 'bench-1', name: 'Bench', service: 'bench', serviceName: 'Bench' },
  touched: [],
}
