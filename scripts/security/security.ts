import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@taxi/contract/client.ts'
import { openWorld, type World } from '../../ride/world.ts'
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
let opening: Promise<World> | null = null
const closeWorld = async () => {
  const last = opening
  opening = null
  await last?.then(world => world.close()).catch(() => {})
}
const leave = async (code: number) => {
  await closeWorld()
  rmSync(folder, { recursive: true, force: true })
  process.exit(code)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => leave(1))

const figures: Result[] = []
let failed = false
for (const name of wanted.length ? wanted : Object.keys(scans)) {
  console.log(`\n${name}`)
  try {
    for (const figure of await measured(name)) {
      figures.push(figure)
      const { ok, what, value, unit, target, seen } = figure
      console.log(`  ${ok ? 'met   ' : 'MISSED'} ${what}: ${value} ${unit} (target ${target})\n         ${seen}`)
    }
  } catch (error) {
    failed = true
    console.error(error instanceof Error ? error.message : error)
  } finally {
    await closeWorld()
  }
}
console.log(`\n${figures.filter(({ ok }) => ok).length} of ${figures.length} figures meet their target.`)
await leave(!failed && figures.every(({ ok }) => ok) ? 0 : 1)

async function measured(name: string): Promise<Result[]> {
  // The limits of requests are part of what stands against slow and many; a scanner would only ever meet them.
  const limits: Record<string, string> = name === 'slow' ? {} : { REQUESTS_PER_SECOND: '100000' }
  opening = openWorld({ LOCAL_MACHINE: 'no', DISK_FLOOR_MB: '1', ...limits })
  const { url, admin, asAdmin, code, log } = await opening
  await asAdmin()
  const { token } = await createClient({ base: url }).call('signIn', { body: { ...admin, totp_code: code() } })
  const target = { url, token, folder, errors: () => errorsIn(log()), say: (line: string) => console.log(line) }
  return (await scans[name]?.(target)) ?? []
}

function errorsIn(log: string): string[] {
  return log.split('\n').filter(line => /"level":(50|60)|"level":"(error|fatal)"| ERROR /.test(line))
}
