import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as soon } from 'node:timers/promises'
import { createUploads } from './uploads.ts'

/** Uploads whose line is ours: each send is settled by hand. */
function startUploads() {
  const sends: { name: string; onSent: (bytes: number) => void; arrive: () => void; fail: (why: unknown) => void }[] =
    []
  let arrived = 0
  const uploads = createUploads({
    send: (file, onSent, signal) =>
      new Promise((resolve, reject) => {
        sends.push({ name: file.name, onSent, arrive: resolve, fail: reject })
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
    onArrived: () => {
      arrived += 1
    },
  })
  const wish = (name: string, trouble: 'folder' | 'too-large' | null = null) => ({
    file: new File(['content'], name),
    trouble,
  })
  const shown = () => uploads.list.map(({ file, state }) => `${file.name} ${state}`)
  return { uploads, sends, wish, shown, arrived: () => arrived }
}

test('files go one after another, and each leaves the list when it has arrived', async () => {
  const { uploads, sends, wish, shown, arrived } = startUploads()

  uploads.add([wish('a'), wish('b')])
  assert.deepEqual(shown(), ['a sending', 'b waiting'])
  sends[0]?.onSent(3)
  assert.equal(uploads.list[0]?.sent, 3)
  sends[0]?.arrive()
  await soon()

  assert.deepEqual(shown(), ['b sending'])
  assert.equal(arrived(), 1)
  assert.equal(uploads.underWay(), 1)
})

test('what is cancelled is gone and costs the others nothing', async () => {
  const { uploads, sends, wish, shown } = startUploads()
  uploads.add([wish('a'), wish('b'), wish('c')])

  uploads.cancel(uploads.list[1]?.id ?? 0)
  uploads.cancel(uploads.list[0]?.id ?? 0)
  await soon()

  assert.deepEqual(shown(), ['c sending'])
  assert.deepEqual(
    sends.map(({ name }) => name),
    ['a', 'c'],
  )
})

test('one that fails says why, waits for a second try and lets the others pass', async () => {
  const { uploads, sends, wish, shown } = startUploads()
  uploads.add([wish('a'), wish('b')])

  sends[0]?.fail(new Error('the line broke'))
  await soon()
  assert.deepEqual(shown(), ['a failed', 'b sending'])
  assert.match(String(uploads.list[0]?.trouble), /the line broke/)
  sends[1]?.arrive()
  await soon()
  uploads.again(uploads.list[0]?.id ?? 0)

  assert.deepEqual(shown(), ['a sending'])
})

test('a folder and a file above the limit are not sent at all', () => {
  const { uploads, sends, wish, shown } = startUploads()

  uploads.add([wish('folder', 'folder'), wish('film', 'too-large')])

  assert.deepEqual(shown(), ['folder failed', 'film failed'])
  assert.equal(sends.length, 0)
})

test('at the end of the session nothing stays on its way', async () => {
  const { uploads, wish, shown } = startUploads()
  uploads.add([wish('a'), wish('b')])

  uploads.stop()
  await soon()

  assert.deepEqual(shown(), [])
})
