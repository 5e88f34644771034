import { checkRide } from './check-ride.ts'
import { whyNoDebian } from './debian.ts'

/** Where an empty Debian is kept once it was built. */
const CACHE = '/var/cache/vdi-taxi'

const say = (line: string) => console.log(line)
const why = whyNoDebian()
if (why) {
  console.error(`NOT TESTED: no real machine can be started here: ${why}.`)
  process.exitCode = 1
} else {
  const failures = await checkRide(CACHE, say)
  for (const failure of failures) console.error(`failed: ${failure}`)
  say(failures.length ? `${failures.length} failed` : 'A machine from an empty Debian to a delivered dump: all well.')
  process.exitCode = failures.length ? 1 : 0
}
