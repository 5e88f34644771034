import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deliversExpected } from '../testing/delivers-expected.ts'
import { fixtureWorld } from '../testing/fixture-world.ts'
import { higgsfield } from './higgsfield.ts'

const global = async (path: string) => (path === 'Clerk.session.getToken' ? 'token' : null)

describe('Higgsfield', () => {
  it('knows its library by the address, and a made thing by the request', () => {
    const at = (path: string) => higgsfield.chatAt(new URL(path, 'https://higgsfield.ai'))
    assert.equal(at('/library/image'), 'image')
    assert.equal(at('/library/video/'), 'video')
    for (const path of ['/', '/library', '/create/image', '/library/image/x']) assert.equal(at(path), null)
    const sent = (path: string) => higgsfield.isMessage(new URL(path, 'https://fnf.higgsfield.ai'))
    assert.ok(sent('/jobs/text2image-soul'))
    assert.ok(!sent('/jobs/d8c2db9d-0931-4ae2-a7aa-73598b9a8d04') && !sent('/jobs/accessible'))
  })

  it('what the page shows arrives when nobody is signed in', async () => {
    const world = fixtureWorld('higgsfield')
    const reading = await world.read('assets')
    deliversExpected(reading, world.expected('assets'), { page: true })
    assert.match(reading.chat.notes?.[0] ?? '', /nobody is signed in/)
  })

  it('the service tells model and time of each job', async () => {
    const world = fixtureWorld('higgsfield')
    const reading = await world.read('assets', { page: { global } })
    deliversExpected(reading, world.expected('assets'))
    assert.deepEqual(
      reading.chat.assets?.map(({ model, at, kind, mime }) => [model, at, kind, mime]),
      [
        ['soul', '2026-11-17T07:20:00.500Z', 'image', 'image/png'],
        ['dop', '2026-11-17T07:20:00.500Z', 'video', 'video/mp4'],
      ],
    )
    assert.equal(reading.chat.notes, undefined)
  })

  it('one job of another shape does not lose the library', async () => {
    const world = fixtureWorld('higgsfield')
    const reading = await world.read('assets', { page: { global, json: async () => ({ detail: 'moved' }) } })
    deliversExpected(reading, world.expected('assets'), { page: true })
    assert.match(reading.chat.notes?.[0] ?? '', /another shape/)
  })
})
