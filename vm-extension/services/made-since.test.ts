import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { madeSince } from './made-since.ts'
import type { Found } from './service.ts'

const asset = (id: string, at: string | null) =>
  ({ id, kind: 'image', title: id, mime: 'image/png', model: null, at }) as const
const library = (...ats: (string | null)[]): Found => ({
  title: 'Library',
  model: null,
  created_at: null,
  updated_at: null,
  turns: [],
  assets: ats.map((at, place) => asset(`a${place}`, at)),
  raw: ['everybody’s'],
})
const ref = { id: 'library', url: 'https://higgsfield.ai/library/image' }
const worked = { ...ref, worked_since: '2026-11-21T10:00:00Z' }

describe('an account’s library', () => {
  const ids = (found: Found) => found.assets?.map(({ id }) => id)

  it('who worked in it gets what was made in their turn, and no answer that tells of more', () => {
    const found = madeSince(
      library('2026-11-20T08:00:00Z', '2026-11-21T09:59:00Z', '2026-11-21T10:20:00Z', null),
      { library: true },
      worked,
    )
    assert.deepEqual(ids(found), ['a1', 'a2'])
    assert.equal(found.raw, undefined)
  })

  it('who only looked gets what they saw; where no times are told the chat says so', () => {
    const seen = library('2026-11-20T08:00:00Z')
    assert.equal(madeSince(seen, { library: true }, ref), seen)
    assert.match(madeSince(library(null), { library: true }, worked).notes?.[0] ?? '', /others’/)
  })

  it('a chat is kept whole, whenever its pictures were made', () => {
    const found = library('2026-11-20T08:00:00Z')
    assert.equal(madeSince(found, {}, worked), found)
  })
})
