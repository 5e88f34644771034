import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type EndpointName, endpoints } from '@taxi/contract/http.ts'
import { naughty } from '../../testing/naughty.ts'
import { type Owner, ownsEverything } from '../../testing/owns-everything.ts'
import { type Filling, sampleOf } from '../../testing/sample-of.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'

let server: TestServer
let owner: Owner
let token = ''
before(async () => {
  server = await openTestServer()
  owner = await ownsEverything(server.parts, 'admin')
  token = (await server.signIn(owner.person)).token
})
after(() => server.close())

/** Every which string is sent where: all of them where cheap; where a string is only looked up, every sixteenth will do. */
const steps: Partial<Record<EndpointName, number>> = {
  journal: 1,
  audit: 1,
  changeSlot: 4,
  changePerson: 8,
  changeMachine: 8,
  kick: 8,
  changeProfile: 16,
}
const withWords = (Object.keys(endpoints) as EndpointName[]).filter(
  name => endpoints[name].body || endpoints[name].query,
)

for (const name of withWords)
  test(`whatever stands in the texts of ${name} is answered, never stumbled over`, async () => {
    const strings = naughty.filter((_, index) => index % (steps[name] ?? 16) === 0)
    const failed: string[] = []
    let accepted = 0
    await eachOf(strings, async text => {
      const { status, code } = await send(name, { text })
      if (status >= 500) failed.push(`${JSON.stringify(text)}: ${status} ${code}`)
      if (status < 300) accepted += 1
    })

    assert.deepEqual(failed, [])
    if (steps[name]) assert.ok(accepted > strings.length / 2, `only ${accepted} of ${strings.length} got in`)
  })

const edges = [
  ...[-1, 0, 0.5, 2 ** 31, Number.MAX_SAFE_INTEGER, 1e300].map(number => ({ number })),
  ...['0000-01-01', '0001-01-01', '9999-12-31'].map(date => ({ date })),
]

test('numbers and dates at the edge of what there is are refused or kept, never stumbled over', async () => {
  const failed: string[] = []
  for (const name of withWords)
    for (const odd of edges) {
      const { status, code } = await send(name, { text: 'x', ...odd })
      if (status >= 500) failed.push(`${name} ${JSON.stringify(odd)}: ${status} ${code}`)
    }

  assert.deepEqual(failed, [])
})

test('a name is kept letter for letter, whatever its letters', async () => {
  const client = server.client(token)
  let last = ''
  for (const text of naughty.filter((_, index) => index % 3 === 0)) {
    const name = text.slice(0, 80)
    const stored = name.toWellFormed().replaceAll('\0', '\ufffd').trim()
    if (!stored) continue
    const changed = await client.call('changeProfile', { body: { name } })
    assert.equal(changed.name, stored)
    last = stored
  }
  const people = await client.call('people')
  assert.equal(people.find(({ id }) => id === owner.person.id)?.name, last)
})

test('a body nested a hundred thousand deep is refused', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const put = (path: string, bearer: string, body: string) =>
    server.fetch(`/api${path}`, {
      method: path === '/profile' ? 'PUT' : 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body,
    })

  assert.equal((await put('/profile', token, deep)).status, 400)
  assert.equal((await put('/profile', token, `{"name":${deep}}`)).status, 400)
  const journal = `/companion/sessions/${owner.session.id}/journal`
  assert.equal((await put(journal, owner.upload, `{"raw":${deep}}`)).status, 400)
})

const idOf = (path: string) => {
  if (path.startsWith('/admin/people')) return owner.person.id
  if (path.startsWith('/admin/machines')) return owner.session.machine_id
  if (/\/(slots|templates)\/:id/.test(path)) return path.startsWith('/templates') ? owner.template.id : owner.slot.id
  return owner.session.id
}

async function send(name: EndpointName, filling: Filling): Promise<{ status: number; code: string }> {
  const { method, path, body, query, caller } = endpoints[name]
  const asked = query ? `?${new URLSearchParams(sampleOf(query, filling) as Record<string, string>)}` : ''
  const filled = body ? (sampleOf(body, filling) as Record<string, unknown>) : {}
  // Whoever asks goes on asking: they stay enabled, an administrator, and signed in.
  for (const key of ['disabled', 'role', 'is_active', 'machine_ids']) delete filled[key]
  const response = await server.fetch(`/api${path.replace(/:\w+/, idOf(path))}${asked}`, {
    method,
    headers: {
      authorization: `Bearer ${caller === 'companion' ? owner.upload : token}`,
      'content-type': 'application/json',
      'idempotency-key': 'x',
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify(filled) }),
  })
  if (name === 'signOut' && response.ok) token = (await server.signIn(owner.person)).token
  const { error } = ((await response.json()) ?? {}) as { error?: { code: string } }
  return { status: response.status, code: error?.code ?? '' }
}

/** A few at a time. */
async function eachOf<T>(all: T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all]
  const worker = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: 6 }, worker))
}
