import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openKeyRing } from './key-ring.ts'

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'taxi-keys-'))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  return path
}
const masterIn = (path: string) => join(path, 'secrets', 'master.key')
const modeOf = (path: string) => statSync(path).mode & 0o777

test('the first start makes one key that only the server reads; the next start finds it', t => {
  const path = folder(t)
  const first = openKeyRing(path)

  assert.equal(first.master.length, 32)
  assert.equal(modeOf(masterIn(path)), 0o600)
  assert.equal(modeOf(join(path, 'secrets')), 0o700)
  assert.deepEqual(openKeyRing(path).all(), first.all())
  assert.notDeepEqual(openKeyRing(folder(t)).master, first.master)
})

test('a key that was added wraps from now on, also for whoever opened the ring before', t => {
  const path = folder(t)
  const before = openKeyRing(path)

  const added = [1, 2, 3].map(() => openKeyRing(path).add().id)

  assert.deepEqual(
    before
      .all()
      .slice(1)
      .map(key => key.id),
    added,
  )
  assert.equal(before.newest().id, added[2])
  assert.equal(new Set(before.all().map(key => key.wraps.toString('hex'))).size, 4)
  const files = readdirSync(join(path, 'secrets', 'keys'))
  assert.ok(files.every(name => modeOf(join(path, 'secrets', 'keys', name)) === 0o600))
})

test('a removed key is not found any more, and the first one stays', t => {
  const ring = openKeyRing(folder(t))
  const { id } = ring.add()
  const [master] = ring.all()

  ring.remove(id)
  ring.remove(master?.id ?? '')

  assert.throws(() => ring.find(id), /Put it back from your backup/)
  assert.deepEqual(
    ring.all().map(key => key.id),
    [master?.id],
  )
})

const weak: Record<string, string> = {
  'that is too short': randomBytes(31).toString('base64'),
  'that is empty': '',
  'of zeros': Buffer.alloc(32).toString('base64'),
  'of one byte again and again': Buffer.alloc(32, 0x5a).toString('base64'),
  'somebody typed': Buffer.from('12341234123412341234123412341234').toString('base64'),
}
for (const [what, content] of Object.entries(weak))
  test(`a key ${what} stops the start`, t => {
    const path = folder(t)
    openKeyRing(path)
    writeFileSync(masterIn(path), content)

    assert.throws(() => openKeyRing(path), /Put it back from your backup/)
  })

for (const mode of [0o640, 0o604, 0o660, 0o644])
  test(`a key with the rights ${mode.toString(8)} stops the start and says how to mend it`, t => {
    const path = folder(t)
    const ring = openKeyRing(path)
    const { id } = ring.add()
    chmodSync(join(path, 'secrets', 'keys', `${id}.key`), mode)

    assert.throws(() => openKeyRing(path), /chmod 600 '.*'.*npm run keys -- rotate/)
  })

test('a key under another’s name is noticed', t => {
  const path = folder(t)
  const { id } = openKeyRing(path).add()
  writeFileSync(join(path, 'secrets', 'keys', `${id}.key`), randomBytes(32).toString('base64'))

  assert.throws(() => openKeyRing(path), /holds another key than its name says/)
})
