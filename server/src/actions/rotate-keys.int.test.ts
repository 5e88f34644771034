import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { readKeysInUse } from '../db/read/keys-in-use.ts'
import { loadSecrets } from '../outside/secrets.ts'
import { buildPerson } from '../testing/build.ts'
import { openTestDatabase } from '../testing/database.ts'
import { insistOnKeys } from './insist-on-keys.ts'
import { rotateKeys } from './rotate-keys.ts'

const AT_ONCE = { settleMs: 0 }

/** A database with so many accounts and one second factor, all sealed, and the data folder with their keys. */
async function openWorld(t: TestContext, slots = 3) {
  const { db, change, close, url } = await openTestDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'taxi-rotate-'))
  t.after(async () => {
    await close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const secrets = loadSecrets(dataDir)
  const person = await buildPerson(db)
  const totp = secrets.seal('a second factor', `people.totp_secret.${person.id}`)
  await db.people.update({ where: { id: person.id }, data: { totp_secret: totp } })
  const account = { service: 'gemini', service_name: 'Gemini', url: 'https://gemini.google.com/app' }
  await db.slots.createMany({
    data: Array.from({ length: slots }, (_, n) => ({
      ...account,
      id: `gem-${n}`,
      name: `Gemini ${n}`,
      slot_number: n + 1,
      login_encrypted: secrets.seal(`login ${n}`, `slots.login_encrypted.gem-${n}`),
      password_encrypted: secrets.seal(`password ${n}`, `slots.password_encrypted.gem-${n}`),
    })),
  })
  /** Everything opens, with what a server started now has. */
  async function everythingOpens() {
    const fresh = loadSecrets(dataDir)
    await insistOnKeys({ db, secrets: fresh })
    for (const slot of await db.slots.findMany()) {
      const n = slot.slot_number - 1
      assert.equal(fresh.open(slot.login_encrypted ?? '', `slots.login_encrypted.${slot.id}`), `login ${n}`)
      assert.equal(fresh.open(slot.password_encrypted ?? '', `slots.password_encrypted.${slot.id}`), `password ${n}`)
    }
    const { totp_secret } = await db.people.findUniqueOrThrow({ where: { id: person.id } })
    assert.equal(fresh.open(totp_secret ?? '', `people.totp_secret.${person.id}`), 'a second factor')
  }
  const used = async () => [...(await readKeysInUse(db))]
  const files = () => readdirSync(join(dataDir, 'secrets', 'keys')).sort()
  return {
    db,
    url,
    dataDir,
    secrets,
    parts: { db, change, secrets },
    everythingOpens,
    used,
    files,
  }
}

test('a rotation wraps everything by a new key, removes the one before, and stands in the log', async t => {
  const { db, parts, used, files, everythingOpens } = await openWorld(t)

  const one = await rotateKeys(parts, AT_ONCE)
  assert.deepEqual([one.rewrapped, one.resumed, one.removed, one.unreadable], [7, false, [], []])
  assert.deepEqual(await used(), [[one.keyId, 7]])
  await everythingOpens()

  const two = await rotateKeys(parts, AT_ONCE)
  assert.deepEqual([two.rewrapped, two.resumed, two.removed], [7, false, [one.keyId]])
  assert.deepEqual(files(), [`${two.keyId}.key`])
  await everythingOpens()
  const rows = await db.audit.findMany({ where: { action: 'keys.rotate' }, orderBy: { id: 'asc' } })
  assert.deepEqual(
    rows.map(row => row.object_id),
    [one.keyId, two.keyId],
  )
})

test('killed in the middle it goes on where it was, with the key it had made', async t => {
  const { db, url, dataDir, parts, used, files, everythingOpens } = await openWorld(t, 3_000)
  const script = fileURLToPath(new URL('../../../scripts/keys/keys.ts', import.meta.url))
  const child = spawn(process.execPath, [script, 'rotate'], {
    env: { ...process.env, DATABASE_URL: url, TAXI_DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  while ((await used()).length < 2 && child.exitCode === null) await sleep(5)
  child.kill('SIGKILL')
  await ended

  const halfway = new Map(await used())
  const [made] = files().map(name => name.replace('.key', ''))
  const done = halfway.get(made ?? '') ?? 0
  assert.ok(done > 0 && done < 6_001, `${done} of 6001 were done`)
  assert.equal(await db.audit.count(), 0)
  await everythingOpens()

  // Its connection may die a moment after it.
  const rotation = await eventually(() => rotateKeys(parts, AT_ONCE))
  assert.deepEqual([rotation.resumed, rotation.keyId, rotation.rewrapped], [true, made, 6_001 - done])
  assert.deepEqual(await used(), [[made, 6_001]])
  await everythingOpens()
})

async function eventually<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++)
    try {
      return await work()
    } catch (error) {
      if (tries > 50) throw error
      await sleep(100)
    }
}

test('a server that runs meanwhile goes on sealing and opening, and its values are wrapped anew too', async t => {
  const { db, dataDir, parts, used, everythingOpens } = await openWorld(t, 200)
  const server = loadSecrets(dataDir)
  let rotating = true
  const seal = (n: number) => server.seal(`password ${n}`, `slots.password_encrypted.gem-${n}`)
  const busy = async () => {
    for (let n = 0; rotating; n = (n + 1) % 200) {
      const slot = await db.slots.findUniqueOrThrow({ where: { id: `gem-${n}` } })
      assert.equal(server.open(slot.password_encrypted ?? '', `slots.password_encrypted.gem-${n}`), `password ${n}`)
      await db.slots.update({ where: { id: slot.id }, data: { password_encrypted: seal(n) } })
    }
  }
  const working = busy()

  for (let round = 0; round < 3; round++)
    await rotateKeys({ ...parts, secrets: loadSecrets(dataDir) }, { settleMs: 300 })
  rotating = false
  await working

  assert.equal((await used()).length, 1)
  await everythingOpens()
})

test('of two rotations at the same instant one is refused', async t => {
  const { parts, files, everythingOpens } = await openWorld(t)

  const outcomes = await Promise.allSettled([
    rotateKeys(parts, { settleMs: 300 }),
    rotateKeys(parts, { settleMs: 300 }),
  ])

  const refusals = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? String(outcome.reason) : []))
  assert.deepEqual(refusals, ['Error: Another rotation is running. Let it end.'])
  assert.equal(files().length, 1)
  await everythingOpens()
})

test('a value that does not open is left as it is and named, and its key stays until it is mended', async t => {
  const { db, parts, secrets, files } = await openWorld(t)
  const { keyId: old } = await rotateKeys(parts, AT_ONCE)
  const { password_encrypted } = await db.slots.findUniqueOrThrow({ where: { id: 'gem-0' } })
  await db.slots.update({ where: { id: 'gem-1' }, data: { password_encrypted } })

  const rotation = await rotateKeys(parts, AT_ONCE)

  assert.deepEqual([rotation.unreadable, rotation.removed], [['slots.password_encrypted.gem-1'], []])
  assert.equal(files().length, 2)
  const mended = secrets.seal('password 1', 'slots.password_encrypted.gem-1')
  await db.slots.update({ where: { id: 'gem-1' }, data: { password_encrypted: mended } })
  assert.deepEqual((await rotateKeys(parts, AT_ONCE)).removed, [old])
})

test('a server does not start on values whose key is gone', async t => {
  const { db, dataDir, parts } = await openWorld(t)
  const { keyId } = await rotateKeys(parts, AT_ONCE)
  rmSync(join(dataDir, 'secrets', 'keys', `${keyId}.key`))

  await assert.rejects(insistOnKeys({ db, secrets: loadSecrets(dataDir) }), new RegExp(`${keyId}.*backup`))
})
