import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../server/src/config.ts'
import { envExample } from '../../server/src/env-example.ts'
import { checks, failureOf } from './checks.ts'

const write = process.argv.includes('--write')
if (write) writeFileSync(join(projectRoot, '.env.example'), envExample())

let failed = 0
for (const check of checks(write)) {
  const failure = failureOf(check)
  process.stdout.write(failure === null ? `✓ ${check.name}\n` : `✗ ${check.name}\n${failure}\n`)
  if (failure !== null) failed++
}
const conventions = ['--test', '--test-reporter=dot', 'server/src/conventions.test.ts']
if (spawnSync(process.execPath, conventions, { cwd: projectRoot, stdio: 'inherit' }).status !== 0) failed++
process.exitCode = failed ? 1 : 0
