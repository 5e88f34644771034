import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { projectRoot } from '../server/src/config.ts'
import { checkServer } from './check-server.ts'
import { CACHE, whyNoDebian } from './debian.ts'

/** What is proved on a real machine, by the word that names it. */
const CHECKS = {
  machine: { check: checkMachine, what: 'A machine from an empty Debian' },
  server: { check: checkServer, what: 'The server from an empty Debian to a sign-in over TLS' },
}

const say = (line: string) => console.log(line)
const why = whyNoDebian()
const named = process.argv.slice(2)
if (why) {
  console.error(`NOT TESTED: no real machine can be started here: ${why}.`)
  process.exitCode = 1
} else {
  for (const [name, { check, what }] of Object.entries(CHECKS)) {
    if (named.length && !named.includes(name)) continue
    const failures = await check(CACHE, say)
    for (const failure of failures) console.error(`failed: ${failure}`)
    say(failures.length ? `${what}: ${failures.length} failed` : `${what}: all well.`)
    if (failures.length) process.exitCode = 1
  }
}

/** The same tests as in `npm test`, telling what they do. */
async function checkMachine(): Promise<string[]> {
  const file = 'machines/machines.e2e.test.ts'
  const tests = spawn(process.execPath, ['--test', '--test-reporter=spec', file], {
    cwd: projectRoot,
    stdio: 'inherit',
  })
  const [code] = await once(tests, 'exit')
  return code === 0 ? [] : [file]
}
