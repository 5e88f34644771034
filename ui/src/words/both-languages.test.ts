import assert from 'node:assert/strict'
import { test } from 'node:test'
import { en } from './en.ts'
import { ru } from './ru.ts'

/** Every word by its path; functions are asked with sample arguments. */
function said(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] => {
    const here = `${path}.${key}`
    if (typeof value === 'string') return [[here, value]]
    if (typeof value === 'function') return [[here, String(value(2, 3))]]
    return said(value, here)
  })
}

test('every word exists in both languages', () => {
  assert.deepEqual(
    said(ru).map(([path]) => path),
    said(en).map(([path]) => path),
  )
})

test('no word is empty, shouts, or is left in the other language', () => {
  const sameInBoth = /^\.(product|people\.telegram|slots\.id|machines\.id)$/
  const russian = new Map(said(ru))
  for (const [path, english] of said(en)) {
    const text = russian.get(path) ?? ''
    assert.ok(english.trim() && text.trim(), path)
    assert.doesNotMatch(english + text, /!/, path)
    assert.doesNotMatch(english, /[а-яё]/i, path)
    if (!sameInBoth.test(path)) assert.match(text, /[а-яё]/i, path)
  }
})
