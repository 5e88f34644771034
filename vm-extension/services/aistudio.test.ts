import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deliversExpected } from '../testing/delivers-expected.ts'
import { fixtureWorld } from '../testing/fixture-world.ts'
import { aistudio } from './aistudio.ts'
import { promptIn } from './aistudio-turns.ts'

const page = { cookie: async () => 'fixture-sapisid' }

describe('AI Studio', () => {
  it('knows a prompt by its address, of any of the accounts; not one that is not saved yet', () => {
    const at = (path: string) => aistudio.chatAt(new URL(path, 'https://aistudio.google.com'))
    assert.equal(at('/prompts/1aBc_-9'), '1aBc_-9')
    assert.equal(at('/u/1/prompts/1aBc'), '1aBc')
    for (const path of ['/', '/prompts/new_chat', '/apps/1']) assert.equal(at(path), null)
  })

  it('the pieces of an answer are one turn, its thoughts apart; the prompt’s instructions stay', async () => {
    const world = fixtureWorld('aistudio')
    const reading = await world.read('orange-square', { page })
    deliversExpected(reading, world.expected('orange-square'))
    assert.deepEqual([reading.chat.source, reading.chat.status], ['api', 'complete'])
  })

  it('asked with the key the page carries and signed by its cookie; without either the page is read', async () => {
    const world = fixtureWorld('aistudio')
    const reading = await world.read('orange-square', { page: { cookie: async () => null } })
    deliversExpected(reading, world.expected('orange-square'), { page: true })
    assert.match(reading.chat.notes?.[0] ?? '', /nobody is signed in/)
    const keyless = await world.read('orange-square', { page: { ...page, text: async () => '<html>' } })
    assert.match(keyless.chat.notes?.[0] ?? '', /no key/)
  })

  it('an answer without rows is no prompt', () => assert.equal(promptIn([[['prompts/1'], 5]]), null))
})
