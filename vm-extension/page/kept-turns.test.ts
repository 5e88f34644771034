import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseHTML } from 'linkedom'
import { keepTurns } from './kept-turns.ts'
import { type PageReader, shownTurn } from './page-reader.ts'

const reader: PageReader = {
  chatId: () => null,
  title: () => '',
  generating: 'x-none',
  turns: 'p',
  key: element => element.id,
  read: element => (element.id === 'empty' ? null : shownTurn({ key: element.id, role: 'user', markdown: element.id })),
  tiles: {
    at: 'img',
    read: ({ id }) => ({
      id,
      kind: 'image',
      title: id,
      mime: 'image/png',
      model: null,
      url: `https://x.example/${id}`,
    }),
  },
}

/** A list that mounts one window after the other. */
function mounting() {
  const { document } = parseHTML('<html><body></body></html>')
  const kept = keepTurns(reader, { document, url: new URL('https://x.example/') })
  const look = (...ids: string[]) => {
    document.body.innerHTML = ids.map(id => (id.startsWith('t') ? `<img id="${id}">` : `<p id="${id}">`)).join('')
    return kept.look()
  }
  return { kept, look }
}

test('turns and tiles of every window are kept, in their order', () => {
  const { kept, look } = mounting()
  look('c', 'd', 't1')
  assert.equal(look('b', 'c', 'empty', 't2'), 5)
  assert.deepEqual(
    kept.turns().map(({ key }) => key),
    ['b', 'c', 'd'],
  )
  assert.deepEqual(
    kept.tiles().map(({ id }) => id),
    ['t1', 't2'],
  )
})

test('a window that shows nothing of the one before is a tear, told once; an empty list is none', () => {
  const { kept, look } = mounting()
  look('a', 'b')
  look('b', 'c')
  look()
  assert.equal(kept.torn(), false)
  look('x', 'y')
  assert.deepEqual([kept.torn(), kept.torn()], [true, false])
})
