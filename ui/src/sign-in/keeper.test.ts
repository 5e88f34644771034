import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, test } from 'node:test'
import { keepSignedIn, type OneAtATime, type Tokens } from './keeper.ts'

/** A server that exchanges every refresh token once, as ours does. */
let exchanges = 0
let valid = 'r0'
const server = createServer(async (request, response) => {
  const body = JSON.parse((await request.toArray()).join('') || '{}')
  const good = body.refresh_token === valid
  if (good) {
    exchanges += 1
    valid = `r${exchanges}`
  }
  const user = { id: '11111111-1111-4111-8111-111111111111', email: 'a@b.c', name: 'A', roles: [] }
  response.writeHead(good ? 200 : 401, { 'content-type': 'application/json' })
  response.end(
    JSON.stringify(
      good
        ? { token: `t${exchanges}`, refresh_token: valid, expires_in: 900, user }
        : { error: { code: 'auth.required', message: '', id: '1' } },
    ),
  )
})
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
after(() => server.close())
const address = server.address()
const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`

/** One shelf and one lock, as several windows share them. */
function shared(tokens: Tokens | null) {
  const shelf = {
    tokens,
    read: async () => shelf.tokens,
    write: async (written: Tokens | null) => {
      shelf.tokens = written
    },
  }
  let last: Promise<unknown> = Promise.resolve()
  const oneAtATime: OneAtATime = work => {
    const mine = last.then(work, work)
    last = mine.catch(() => undefined)
    return mine
  }
  return { shelf, window: (at = base) => keepSignedIn(at, shelf, oneAtATime) }
}
const MINUTE = 60_000
const tokens = (token: string, minutes: number): Tokens => ({
  token,
  refresh_token: valid,
  expires_at: Date.now() + minutes * MINUTE,
})

test('two windows that are refused at once exchange the token once', async () => {
  const { shelf, window } = shared(tokens('old', 10))
  const [popup, background] = [window(), window()]
  await Promise.all([popup.token(), background.token()])
  const before = exchanges

  const renewed = await Promise.all([popup.renew(), background.renew()])

  assert.deepEqual(renewed, [true, true])
  assert.equal(exchanges - before, 1)
  assert.equal(await background.token(), shelf.tokens?.token)
})

test('a token about to run out is exchanged before it is used', async () => {
  const { window } = shared(tokens('old', 0))

  assert.notEqual(await window().token(), 'old')
})

test('a server that is away does not sign anybody out', async () => {
  const { shelf, window } = shared(tokens('old', 0))
  const away = window('http://127.0.0.1:9')

  assert.equal(await away.token(), 'old')
  await assert.rejects(away.renew())
  assert.equal(shelf.tokens?.token, 'old')
})

test('a refresh token that was spent elsewhere ends the sign-in here', async () => {
  const { shelf, window } = shared({ ...tokens('old', 10), refresh_token: 'spent' })
  const popup = window()
  await popup.token()

  assert.equal(await popup.renew(), false)
  assert.equal(shelf.tokens, null)
})
