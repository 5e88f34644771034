import { checkRide } from './check-ride.ts'
import { checkServer } from './check-server.ts'
import { whyNoDebian } from './debian.ts'

/** Where an empty Debian is kept once it was built. */
const CACHE = '/var/cache/vdi-taxi'

const CHECKS = {
  ride: { check: checkRide, what: 'A machine from an empty Debian to a delivered dump' },
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
