import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestPostgres } from '../../server/src/testing/database.ts'
import { checks, failureOf } from '../check/checks.ts'
import { needsTheMachine, testFiles } from './files.ts'
import { takeOutNotHere } from './not-here.ts'
import { type FileResult, runFile, stopFiles } from './run-file.ts'
import { indented, tell } from './tell.ts'
import { longest } from './times.ts'

const FILE_LIMIT_MS = 10 * 60_000
const WHOLE_MACHINE_LIMIT_MS = 12 * 60_000

const given = process.argv.slice(2)
const below = given.filter(argument => !argument.startsWith('-'))
// Short: a seat below it makes a socket, whose path may have 107 characters.
const folder = mkdtempSync(join(tmpdir(), 'taxi-'))
const results: FileResult[] = []
const failures: string[] = []
let passed = 0
const notTested: string[] = []

for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.once(name, () => {
    stopFiles()
    process.exit(130)
  })
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

if (below.length === 0) runChecks()
await runTests()
if (given.includes('--times')) process.stdout.write(longest(results))
for (const failure of failures) process.stdout.write(`failed: ${failure}\n`)
for (const sentence of notTested) process.stdout.write(`${sentence}\n`)
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

/**
 * Three files at a time: one that is all computing beside two that mostly wait for a browser, a screen or a clock. A
 * file of the second kind that fails is run once more with the machine to itself, and that is said.
 */
async function runTests(): Promise<void> {
  const { together, wholeMachine } = testFiles(below)
  notTested.push(...takeOutNotHere(wholeMachine))
  const postgres = await startTestPostgres()
  process.env.TAXI_TEST_DATABASE_URL = postgres.url
  const again: string[] = []
  const lane = async (first: string[], then: string[]) => {
    for (let file = first.shift() ?? then.shift(); file; file = first.shift() ?? then.shift()) {
      const limit = needsTheMachine(file) ? WHOLE_MACHINE_LIMIT_MS : FILE_LIMIT_MS
      const result = await runFile(file, folder, limit)
      if (needsTheMachine(file) && hasFailed(result)) again.push(sayAgain(result))
      else count(result)
    }
  }
  try {
    await Promise.all([lane(together, wholeMachine), lane(wholeMachine, together), lane(wholeMachine, together)])
    for (const file of again) count(await runFile(file, folder, WHOLE_MACHINE_LIMIT_MS))
  } finally {
    await postgres.close()
  }
}

function hasFailed({ outcomes }: FileResult): boolean {
  return outcomes.some(outcome => !outcome.passed)
}

/** Prints the failure, not counted yet: the second run counts. */
function sayAgain(result: FileResult): string {
  process.stdout.write(`? ${result.file}: failed beside other files, runs once more alone at the end\n`)
  for (const { name, why } of result.outcomes.filter(outcome => !outcome.passed))
    process.stdout.write(`  ? ${name}\n${indented(why, 6)}\n`)
  return result.file
}

function count(result: FileResult): void {
  const told = tell(result)
  results.push(result)
  passed += told.passed
  failures.push(...told.failures)
}
