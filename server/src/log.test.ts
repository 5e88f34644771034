import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import jwt from 'jsonwebtoken'
import { readConfig } from './config.ts'
import { openLog } from './log.ts'
import { loadSecrets } from './outside/secrets.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'taxi-log-'))
after(() => rmSync(dataDir, { recursive: true, force: true }))
const settings = {
  TELEGRAM_BOT_TOKEN: `7000001:${'stand-in-token-of-nobody'.padEnd(35, 'x')}`,
  SMTP_PASS: 'mail "pass" \\ with quotes',
  ADMIN_PASSWORD: 'a quiet yellow cab',
  DATABASE_URL: 'postgresql://taxi:db-pass-word@127.0.0.1:5432/taxi',
}
const log = openLog({ ...readConfig({}, '/nowhere'), ...settings, dataDir, production: false, LOG_LEVEL: 'debug' })
const lines = () => readFileSync(join(dataDir, 'logs/server.log'), 'utf8').split('\n').slice(0, -1)
/** What the log makes of this. */
function written(fields: object, message = 'something happened'): string {
  log.info(fields, message)
  const last = lines().at(-1) ?? ''
  assert.doesNotThrow(() => JSON.parse(last), last)
  return last
}

const secrets: Record<string, string> = {
  ...settings,
  'an access token': jwt.sign({ sub: 'somebody' }, 'key', { algorithm: 'HS256' }),
  'a refresh token': randomBytes(32).toString('base64url'),
  'a sealed value': loadSecrets(dataDir).seal('canary', 'slots.password_encrypted.gem-1'),
}
for (const [what, secret] of Object.entries(secrets))
  test(`${what} reaches no line of the log, wherever it stands`, () => {
    const places = [
      [{ why: `it failed at ${secret}` }],
      [{}, `GET /a/${secret}/b`],
      [{ error: new Error(`refused: ${secret}`) }],
      [{ deep: { down: { here: [{ value: secret }] } } }],
      [{ body: JSON.stringify({ inner: JSON.stringify({ secret }) }) }],
    ] as [object, string?][]
    for (const [fields, message] of places) {
      const line = written(fields, message)
      const read = JSON.stringify(JSON.parse(line))
      for (const form of [secret, JSON.stringify(secret).slice(1, -1)]) assert.ok(!read.includes(form), line)
    }
  })

test('what is called a secret is one, however deep and whatever it looks like', () => {
  const line = written({
    request: { headers: { authorization: 'Bearer abc', cookie: 'sid=1' }, body: { user: { password: 'hush "x"' } } },
    url: 'https://somebody:hunter2@example.com/?token=short&q=1',
    said: 'Authorization: Basic c29tZWJvZHk6eA== password=hunter3 ok',
  })

  for (const hidden of ['abc', 'sid=1', 'hush', 'hunter', 'short', 'c29t']) assert.ok(!line.includes(hidden), line)
  assert.match(line, /q=1/)
  assert.match(line, / ok"/)
})

test('the token of another bot is one too, as it stands in Telegram’s addresses', () => {
  const token = `8000002:${'B'.repeat(35)}`

  assert.ok(!written({}, `https://api.telegram.org/bot${token}/getMe`).includes('BBB'))
})

test('nobody writes a second line, or colours, or hides text by what they type', () => {
  const before = lines().length

  const line = written({ name: 'a\r\n{"level":60,"msg":"forged"}', agent: '\u001b[2J\u009b31m \u2028 \u202e' }, 'b\nc')

  assert.equal(lines().length, before + 1)
  assert.equal(JSON.parse(line).level, 30)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  assert.doesNotMatch(line, /[\u0000-\u001f\u007f-\u009f\u2028\u202e]/)
})

test('what is no secret stays readable', () => {
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e'
  const stack = 'at beginAttempt (server/src/sign-in/attempt.ts:31:17)'

  const line = written({ session: id, slot: 'ppx-1', stack, hash: 'a'.repeat(64), at: '2026-11-21T10:00:00.000Z' })

  for (const kept of [id, 'ppx-1', stack, 'a'.repeat(64), '2026-11-21T10:00:00.000Z'])
    assert.ok(line.includes(kept), line)
})
