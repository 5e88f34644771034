import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { writeOnce } from './write-once.ts'

test('what is there stays, nothing is left beside it, and its owner alone reads it', t => {
  const folder = mkdtempSync(join(tmpdir(), 'taxi-once-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'master.key')

  writeOnce(file, 'first')
  writeOnce(file, 'second')

  assert.equal(readFileSync(file, 'utf8'), 'first')
  assert.deepEqual(readdirSync(folder), ['master.key'])
  assert.equal(statSync(file).mode & 0o777, 0o600)
})
