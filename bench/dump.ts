import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { serverEnvironment, serverFlags } from '../scripts/server-command.mjs'
import type { AssemblingAnswer, AssemblingQuestion } from './assembling.ts'
import { type Bench, quantile, tenth } from './figure.ts'
import { forkPart } from './fork-part.ts'
import { writePulledFiles } from './pulled-files.ts'

const run = promisify(execFile)
const AS_THE_SERVER = { execArgv: serverFlags, env: serverEnvironment }
const MEBIBYTES = 500
/** Turn about, so that a slow moment of the machine meets both. */
const TURNS = 3

/** How long a dump of 500 MB takes to be assembled, beside `zip -1` of the same files, and what memory it takes. */
export const dump: Bench = async ({ keep, say }) => {
  const folder = mkdtempSync(join(tmpdir(), 'taxi-bench-dump-'))
  keep({ close: () => rmSync(folder, { recursive: true, force: true }) })
  say(`  writing ${MEBIBYTES} MB of files`)
  const files = await writePulledFiles(folder, MEBIBYTES)
  const ours: AssemblingAnswer[] = []
  const plain: number[] = []
  for (let turn = 0; turn < TURNS; turn += 1) {
    const part = keep(forkPart<AssemblingQuestion, AssemblingAnswer>('assembling.ts', AS_THE_SERVER))
    const answer = await part.ask({ folder })
    await part.close()
    ours.push(answer)
    plain.push(await zipped(join(folder, 'plain.zip'), files))
    for (const zip of answer.zips) await run('unzip', ['-tqq', zip])
    say(`  ${tenth(answer.ms / 1000)} s, zip -1 ${tenth((plain.at(-1) ?? 0) / 1000)} s`)
  }
  const seconds = ours.map(({ ms }) => ms / 1000)
  const zipSeconds = plain.map(ms => ms / 1000)
  const ratio = Math.round((quantile(seconds, 0.5) / quantile(zipSeconds, 0.5)) * 100) / 100
  const growth = Math.max(...ours.map(({ before, most }) => most - before)) / 1e6
  const spread = `${seconds.map(tenth).join(', ')} s; zip -1: ${zipSeconds.map(tenth).join(', ')} s`
  return [
    {
      bench: 'dump',
      what: `assembling a dump of ${MEBIBYTES} MB ÷ zip -1 of the same files`,
      value: ratio,
      unit: 'times',
      yardstick: { what: 'zip -1', value: 1 },
      target: '<= 1.2',
      ok: ratio <= 1.2,
      seen: `${ours[0]?.zips.length ?? 0} zips, each tested with unzip -t; ${spread}`,
    },
    {
      bench: 'dump',
      what: 'memory that grows while it is assembled',
      value: tenth(growth),
      unit: 'MB',
      yardstick: null,
      target: '< 64',
      ok: growth < 64,
      seen: `the most of ${TURNS} turns, each in a process of its own`,
    },
  ]
}

async function zipped(target: string, files: string[]): Promise<number> {
  rmSync(target, { force: true })
  const began = performance.now()
  await run('zip', ['-1', '-q', '-j', target, ...files])
  return performance.now() - began
}
