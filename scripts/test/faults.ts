import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startTestPostgres } from '../../server/src/testing/database.ts'
import { faultFiles } from './files.ts'
import { runFile, stopFiles } from './run-file.ts'
import { tell } from './tell.ts'

/** The long proofs, one after the other: `npm run test:faults [-- <path>…] [--seeds 3]`. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string', default: '3' } },
})
process.env.TAXI_FAULT_SEEDS = values.seeds
const HOURS_MS = 6 * 3_600_000
const folder = mkdtempSync(join(tmpdir(), 'taxi-'))
const failures: string[] = []
let passed = 0

for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.once(name, () => {
    stopFiles()
    process.exit(130)
  })
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

const postgres = await startTestPostgres()
process.env.TAXI_TEST_DATABASE_URL = postgres.url
try {
  for (const file of faultFiles(positionals)) {
    const told = tell(await runFile(file, folder, HOURS_MS, HOURS_MS))
    passed += told.passed
    failures.push(...told.failures)
  }
} finally {
  await postgres.close()
}
for (const failure of failures) process.stdout.write(`failed: ${failure}\n`)
process.stdout.write(`${passed} passed, ${failures.length} failed\n`)
process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0
