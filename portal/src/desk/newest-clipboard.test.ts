import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newestClipboard } from './newest-clipboard.ts'

const nothing = { local: 'here', lastLocal: null, pastedLocalAt: -1, copiedThereAt: -1, leftAt: -1 }

test('with nothing copied on the machine, Ctrl+V brings what is in this computer’s clipboard', () => {
  assert.equal(newestClipboard(nothing), 'local')
})

test('what was just copied on the machine is pasted there', () => {
  assert.equal(newestClipboard({ ...nothing, copiedThereAt: 20, leftAt: 10 }), 'machine')
})

test('whoever copied there, went away and copied something new here, gets the new', () => {
  const known = { ...nothing, lastLocal: 'old', pastedLocalAt: 5, copiedThereAt: 20, leftAt: 30 }

  assert.equal(newestClipboard({ ...known, local: 'new' }), 'local')
  assert.equal(newestClipboard({ ...known, local: 'old' }), 'machine')
})

test('a text pasted again and again stays the same text', () => {
  assert.equal(newestClipboard({ ...nothing, lastLocal: 'here', copiedThereAt: 20, pastedLocalAt: 40 }), 'local')
})

test('an empty clipboard here leaves the word to the machine', () => {
  assert.equal(newestClipboard({ ...nothing, local: '' }), 'machine')
})
