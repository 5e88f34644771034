import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { openRecordingFile } from './recording-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taxi-recording-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what is written is on the disk, packed, when it is closed', async () => {
  const path = join(folder, 'deep/a.gz')
  const file = openRecordingFile(path, { diskFloorMb: 1, onStopped: why => assert.fail(why) })

  for (let i = 0; i < 1000; i++) file.write('4.sync,1.1;')
  const bytes = await file.close()

  assert.equal(gunzipSync(readFileSync(path)).toString(), '4.sync,1.1;'.repeat(1000))
  assert.equal(bytes, readFileSync(path).length)
})

test('a disk that does not take it stops the recording and nobody else', async () => {
  writeFileSync(join(folder, 'a.gz'), '')
  const stopped: string[] = []
  const file = openRecordingFile(join(folder, 'a.gz/b.gz'), { diskFloorMb: 1, onStopped: why => stopped.push(why) })

  file.write('4.sync,1.1;')
  await file.close()
  file.write('4.sync,1.2;')

  assert.equal(stopped.length, 1)
})
