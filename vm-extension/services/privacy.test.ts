import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { chatMarkdown } from '../render/markdown.ts'
import { fixtureWorld } from '../testing/fixture-world.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures')
const ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g

/** Everything a service told while it was recorded, pages and answers alike. */
function recorded(name: string): string {
  const files = readdirSync(join(FIXTURES, name), { recursive: true, encoding: 'utf8' })
  const texts = files.filter(file => /\.(json|html|txt)$/.test(file) && !file.endsWith('.expected.json'))
  return texts.map(file => readFileSync(join(FIXTURES, name, file), 'utf8')).join('\n')
}

/** All that leaves the machine when this chat is exported. */
async function leaving(name: string, chat: string, how: 'api' | 'page'): Promise<string> {
  const world = fixtureWorld(name)
  const down = { json: refuse, text: refuse }
  const { chat: read, raw, files } = await world.read(chat, how === 'page' ? { page: down } : {})
  return [JSON.stringify(read), chatMarkdown(read), JSON.stringify(raw ?? null), JSON.stringify(files)].join('\n')
}

async function refuse(): Promise<never> {
  throw new Error('the API is down')
}

describe('what belongs to the account’s owner, and to other people, never leaves', () => {
  for (const name of readdirSync(FIXTURES)) {
    const { names, expected } = fixtureWorld(name)
    const addresses = [...new Set(recorded(name).match(ADDRESS) ?? [])].filter(each => !/@\d+x?\.|@\d/.test(each))
    for (const chat of names)
      for (const how of ['api', 'page'] as const)
        it(`${name}, ${chat}, by ${how}`, async () => {
          const left = await leaving(name, chat, how)

          const { turns, must_not_contain, title } = expected(chat)
          const own = JSON.stringify(turns) + title
          for (const address of addresses) assert.ok(own.includes(address) || !left.includes(address), address)
          assert.doesNotMatch(left, /SECRET (?:CUSTOM INSTRUCTIONS|PROFILE TEXT)/)
          assert.doesNotMatch(left, /Some other chat that must not be exported/)
          for (const secret of must_not_contain.filter(each => /secret|other chat/i.test(each)))
            assert.ok(!left.includes(secret), secret)
          for (const other of names.filter(each => each !== chat).map(each => expected(each).title))
            assert.ok(own.includes(other) || !left.includes(other), `the title of another chat: ${other}`)
        })
  }

  it('the recorded services do tell what must not leave', () => {
    const all = readdirSync(FIXTURES).map(recorded).join('\n')
    for (const secret of [
      'SECRET CUSTOM INSTRUCTIONS',
      'SECRET PROFILE TEXT',
      'Some other chat that must not be exported',
    ])
      assert.ok(all.includes(secret), secret)
    assert.ok(all.includes('shared@example.test'))
  })
})
