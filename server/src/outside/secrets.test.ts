import assert from 'node:assert/strict'
import { createCipheriv, createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { loadSecrets } from './secrets.ts'

const folder = mkdtempSync(join(tmpdir(), 'taxi-secrets-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const secrets = loadSecrets(folder)
const PLACE = 'slots.password_encrypted.gem-1'
const SECRET = 'пароль 🗝 with\nanything'

test('what was sealed opens in its place, again and again, and never reads the same', () => {
  const [one, two] = [secrets.seal(SECRET, PLACE), secrets.seal(SECRET, PLACE)]

  assert.equal(secrets.open(one, PLACE), SECRET)
  assert.equal(loadSecrets(folder).open(two, PLACE), SECRET)
  assert.equal(secrets.open(secrets.seal('', PLACE), PLACE), '')
  assert.match(one, /^v2\.master-[0-9a-f]{8}(\.[\w-]+){4}$/)
  const [, , ...parts] = one.split('.')
  assert.ok(parts.every(part => !two.includes(part)))
})

test('a value moved to another row, column or table does not open', () => {
  const sealed = secrets.seal(SECRET, PLACE)

  for (const place of ['slots.password_encrypted.gem-2', 'slots.login_encrypted.gem-1', 'people.totp_secret.gem-1', ''])
    assert.throws(() => secrets.open(sealed, place))
})

test('a change of any letter is noticed', () => {
  const sealed = secrets.seal('short', PLACE)

  for (let at = 0; at < sealed.length; at++) {
    const other = sealed[at] === 'A' ? 'B' : 'A'
    assert.throws(() => secrets.open(sealed.slice(0, at) + other + sealed.slice(at + 1), PLACE), `letter ${at}`)
  }
  for (const odd of [
    '',
    'v2',
    'v3.a.b.c.d.e',
    `${sealed}.`,
    `${sealed}.x`,
    `${sealed}=`,
    sealed.slice(0, -1),
    `${sealed} `,
  ])
    assert.throws(() => secrets.open(odd, PLACE), odd)
})

test('the key of one value does not open another, nor a part of one complete another', () => {
  const [a, b] = [secrets.seal('one', PLACE), secrets.seal('two', PLACE)].map(sealed => sealed.split('.'))
  assert.ok(a && b)

  for (const part of [2, 3, 4, 5]) assert.throws(() => secrets.open(a.with(part, b[part] ?? '').join('.'), PLACE))
})

test('what another server sealed does not open here', t => {
  const other = mkdtempSync(join(tmpdir(), 'taxi-secrets-'))
  t.after(() => rmSync(other, { recursive: true, force: true }))

  assert.throws(() => secrets.open(loadSecrets(other).seal(SECRET, PLACE), PLACE), /is not in .*Put it back/)
})

test('a value is wrapped by a new key without being opened, and only in its place', () => {
  const sealed = secrets.seal(SECRET, PLACE)
  const key = secrets.keys.add()

  const wrapped = secrets.rewrap(sealed, PLACE)

  assert.equal(secrets.keyIdOf(wrapped), key.id)
  assert.equal(secrets.open(wrapped, PLACE), SECRET)
  assert.deepEqual(wrapped.split('.').slice(3), sealed.split('.').slice(3))
  assert.throws(() => secrets.rewrap(sealed, 'slots.password_encrypted.gem-2'))
  assert.throws(() => secrets.open(wrapped.replace(key.id, secrets.keyIdOf(sealed)), PLACE))
})

test('values from before there were envelopes still open, and become envelopes', () => {
  const key = createHmac('sha256', secrets.keys.master).update('seal').digest()
  const iv = Buffer.alloc(12, 7)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(`v1|${PLACE}`))
  const body = Buffer.concat([cipher.update(SECRET), cipher.final()])
  const old = ['v1', ...[iv, body, cipher.getAuthTag()].map(part => part.toString('base64url'))].join('.')

  assert.equal(secrets.open(old, PLACE), SECRET)
  assert.throws(() => secrets.open(old, 'slots.password_encrypted.gem-2'))
  const next = secrets.rewrap(old, PLACE)
  assert.match(next, /^v2\./)
  assert.equal(secrets.open(next, PLACE), SECRET)
})
