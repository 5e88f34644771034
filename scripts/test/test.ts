import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestPostgres } from '../../server/src/testing/database.ts'
import { checks, failureOf } from '../check/checks.ts'
import { testFiles } from './files.ts'
import { type FileResult, runFile, stopFiles } from './run-file.ts'

const FILE_LIMIT_MS = 5 * 60_000
const WHOLE_MACHINE_LIMIT_MS = 12 * 60_000

const below = process.argv.slice(2).filter(argument => !argument.startsWith('-'))
const folder = mkdtempSync(join(tmpdir(), 'taxi-test-'))
const failures: string[] = []
let passed = 0

for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.once(name, () => {
    stopFiles()
    process.exit(130)
  })
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

if (below.length === 0) runChecks()
await runTests()
for (const failure of failures) process.stdout.write(`failed: ${failure}\n`)
process.stdout.write(`${passed} passed, ${failures.length} failed\n`)
process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0

function runChecks(): void {
  for (const check of checks(false)) {
    const failure = failureOf(check)
    process.stdout.write(failure === null ? `✓ ${check.name}\n` : `✗ ${check.name}\n${failure}\n`)
    if (failure === null) passed++
    else failures.push(check.name)
  }
}

async function runTests(): Promise<void> {
  const { together, alone } = testFiles(below)
  const postgres = await startTestPostgres()
  process.env.TAXI_TEST_DATABASE_URL = postgres.url
  try {
    const queue = [...together]
    const work = async () => {
      for (let file = queue.shift(); file; file = queue.shift()) tell(await runFile(file, folder, FILE_LIMIT_MS))
    }
    await Promise.all([work(), work()])
    // A browser, a screen and a clock at once: two of these on one machine would measure each other.
    for (const file of alone) tell(await runFile(file, folder, WHOLE_MACHINE_LIMIT_MS))
  } finally {
    await postgres.close()
  }
}

function tell({ file, outcomes, ms, printed }: FileResult): void {
  const failed = outcomes.filter(outcome => !outcome.passed)
  passed += outcomes.length - failed.length
  const count = `${outcomes.length - failed.length} passed${failed.length ? `, ${failed.length} failed` : ''}`
  process.stdout.write(`${failed.length ? '✗' : '✓'} ${file}: ${count}, ${(ms / 1000).toFixed(1)} s\n`)
  for (const { name, why } of failed) {
    failures.push(`${file}: ${name}`)
    process.stdout.write(`  ✗ ${name}\n${indented(why, 6)}\n`)
  }
  if (failed.length && printed.trim()) process.stdout.write(`    it printed:\n${indented(lastLines(printed, 60), 6)}\n`)
}

function indented(text: string, by: number): string {
  return text.replace(/^/gm, ' '.repeat(by))
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n')
}
