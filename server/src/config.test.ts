import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readConfig, WrongSetting } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'taxi-config-test-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const read = (environment: Record<string, string>) => readConfig(environment, join(folder, 'none'))
const file = (text: string) => {
  writeFileSync(join(folder, 'secret'), text)
  return join(folder, 'secret')
}

test('a secret may lie in a file, and a line break at its end is not part of it', () => {
  const config = read({ DATABASE_URL_FILE: file('postgresql://taxi:quiet@127.0.0.1/taxi\n') })

  assert.equal(config.DATABASE_URL, 'postgresql://taxi:quiet@127.0.0.1/taxi')
})

test('a secret that is not there, given twice or wrong is told of, never shown', () => {
  const cases: [Record<string, string>, RegExp][] = [
    [{ DATABASE_URL_FILE: join(folder, 'nowhere') }, /DATABASE_URL_FILE to name a file it can read/],
    [{ SMTP_PASS_FILE: file('hush'), SMTP_PASS: 'hush' }, /one of SMTP_PASS and SMTP_PASS_FILE, not both/],
    [{ DATABASE_URL_FILE: file('hush') }, /an address like postgresql:/],
  ]
  for (const [environment, said] of cases)
    assert.throws(
      () => read(environment),
      (error: Error) => error instanceof WrongSetting && said.test(error.message) && !error.message.includes('hush'),
    )
})

test('only what is named a secret is read from files', () => {
  assert.equal(read({ ADMIN_EMAIL_FILE: file('ada@taxi.test') }).ADMIN_EMAIL, '')
})

test('proxies are addresses, networks, or the two words for what is near', () => {
  assert.deepEqual(read({}).PROXIES, ['loopback'])
  assert.deepEqual(read({ PROXIES: '10.77.0.1, fd00::/8,uniquelocal' }).PROXIES, [
    '10.77.0.1',
    'fd00::/8',
    'uniquelocal',
  ])
  for (const PROXIES of ['everybody', '10.77.0.0/33', '10.77.0.1/24/8', 'true', '10.77.0.1,'])
    assert.throws(() => read({ PROXIES }), WrongSetting, PROXIES)
})
