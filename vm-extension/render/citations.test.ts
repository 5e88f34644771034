import assert from 'node:assert/strict'
import { test } from 'node:test'
import { footnotes, withoutTracking } from './citations.ts'

test('the same source has the same footnote; a group has one for each of its sources', () => {
  const notes = footnotes()
  const [a, b] = ['a', 'b'].map(name => ({ url: `https://${name}.example`, title: name }))
  assert.ok(a && b)

  assert.equal(notes.cite(a, b), '[^1][^2]')
  assert.equal(notes.cite(b), '[^2]')
  notes.list(a)
  notes.list({ url: 'https://c.example', title: 'c' })

  assert.deepEqual(
    notes.citations.map(({ title, marker }) => [title, marker]),
    [
      ['a', '[^1]'],
      ['b', '[^2]'],
      ['c', ''],
    ],
  )
})

test('an address loses what was added to count clicks, and nothing else', () => {
  const clean = (address: string) => withoutTracking(address)
  assert.equal(clean('https://a.example/x?utm_source=chatgpt.com'), 'https://a.example/x')
  assert.equal(clean('https://a.example/x?lang=en&utm_source=chatgpt.com'), 'https://a.example/x?lang=en')
  assert.equal(clean('https://a.example/x?utm_source=b&lang=en#top'), 'https://a.example/x?lang=en#top')
  assert.equal(clean('https://a.example/x?q=a%20b&amp'), 'https://a.example/x?q=a%20b&amp')
})
