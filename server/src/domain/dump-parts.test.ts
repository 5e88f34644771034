import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packFiles } from './dump-parts.ts'

const MB = 1024 * 1024
const files = (...sizes: number[]) => sizes.map((size, n) => ({ path: `file-${n}`, bytes: size * MB }))
const sizes = (group: { bytes: number }[]) => group.map(file => file.bytes / MB)

test('what fits goes into one zip', () => {
  const { zips, oversize } = packFiles(files(10, 20, 5), 0)

  assert.deepEqual(zips.map(sizes), [[10, 20, 5]])
  assert.deepEqual(oversize, [])
})

test('files fill the zips in their order, later ones use the room that is left', () => {
  const { zips } = packFiles(files(30, 30, 18, 18), 0)

  assert.deepEqual(zips.map(sizes), [
    [30, 18],
    [30, 18],
  ])
})

test('a file larger than a zip may be stands apart', () => {
  const { zips, oversize } = packFiles(files(10, 60, 49), 0)

  assert.deepEqual(zips.map(sizes), [[10]])
  assert.deepEqual(sizes(oversize), [60, 49])
})

test('the first zip keeps room for the manifest, and exists even with nothing in it', () => {
  assert.deepEqual(packFiles(files(40), 20 * MB).zips.map(sizes), [[], [40]])
  assert.deepEqual(packFiles([], 100).zips, [[]])
})

test('no zip exceeds the limit, whatever the sizes', () => {
  // Scattered, and the same in every run.
  const many = files(...Array.from({ length: 300 }, (_, n) => ((n * 7919) % 1201) / 100))

  const { zips } = packFiles(many, 1 * MB)

  assert.equal(zips.flat().length, 300)
  for (const zip of zips) assert.ok(zip.reduce((sum, file) => sum + file.bytes, 0) < 49 * MB)
})
