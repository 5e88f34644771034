import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@taxi/contract/client.ts'
import { openWorld } from '../../ride/world.ts'
import type { Result, Scan } from './scan.ts'
import { slow } from './slow.ts'
import { spectral } from './spectral.ts'
import { wapiti } from './wapiti.ts'

/** What others wrote to break servers like ours. Minutes, not seconds: not part of `npm test`. */
const scans: Record<string, Scan> = { spectral, wapiti, slow }

const wanted = process.argv.slice(2)
const unknown = wanted.filter(name => !Object.hasOwn(scans, name))
if (unknown.length) {
  console.error(`There is no scan ${unknown.join(', ')}. There are: ${Object.keys(scans).join(', ')}.`)
  process.exit(1)
}

const folder = mkdtempSync(join(tmpdir(), 'taxi-security-'))
const opening = openWorld({ LOCAL_MACHINE: 'no', REQUESTS_PER_SECOND: '100000', DISK_FLOOR_MB: '1' })
const close = async () => {
  await opening.then(world => world.close()).catch(() => {})
  rmSync(folder, { recursive: true, force: true })
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => close().finally(() => process.exit(1)))

const figures: Result[] = []
let failed = false
try {
  const world = await opening
  for (const name of wanted.length ? wanted : Object.keys(scans)) {
    console.log(`\n${name}`)
    // Anew for each: it lives for fifteen minutes.
    await world.asAdmin()
    const credentials = { ...world.admin, totp_code: world.code() }
    const { token } = await createClient({ base: world.url }).call('signIn', { body: credentials })
    const before = errorsIn(world.log()).length
    const errors = () => errorsIn(world.log()).slice(before)
    const target = { url: world.url, token, folder, errors, say: (line: string) => console.log(line) }
    for (const figure of (await scans[name]?.(target)) ?? []) {
      figures.push(figure)
      const { ok, what, value, unit, target, seen } = figure
      console.log(`  ${ok ? 'met   ' : 'MISSED'} ${what}: ${value} ${unit} (target ${target})\n         ${seen}`)
    }
  }
} catch (error) {
  failed = true
  console.error(error instanceof Error ? error.message : error)
} finally {
  await close()
}
console.log(`\n${figures.filter(({ ok }) => ok).length} of ${figures.length} figures meet their target.`)
process.exit(!failed && figures.every(({ ok }) => ok) ? 0 : 1)

function errorsIn(log: string): string[] {
  return log.split('\n').filter(line => /"level":(50|60)|"level":"(error|fatal)"| ERROR /.test(line))
}
