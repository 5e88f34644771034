import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { type Clip, clipAnswer } from '@taxi/contract/clipboard.ts'
import { LOST } from './clip-line.ts'
import { createClipboards } from './clipboards.ts'
import { pastedText } from './own-clipboard.ts'

let done: string[] = []
beforeEach(() => {
  done = []
})

/** Clipboards of a machine that answers like this. */
function clipboards(answer: number, { takesIn = true } = {}) {
  return createClipboards({
    async put(clip: Clip) {
      done.push(`put ${new TextDecoder().decode(clip.content)}`)
      return answer
    },
    pressPaste: plain => done.push(plain ? 'paste plain' : 'paste'),
    async type(text) {
      done.push(`type ${text}`)
      return true
    },
    takesIn: () => takesIn,
  })
}
const picture = {
  clip: async () => ({ kind: 'image/png' as const, content: new Uint8Array(3) }),
  mark: 'p',
  plain: false,
}

test('the machine is told to paste once the text lies in its clipboard, and not before', async () => {
  await clipboards(clipAnswer.done).paste(pastedText('ёж'))

  assert.deepEqual(done, ['put ёж', 'paste'])
})

test('Ctrl+Shift+V pastes plainly there too', async () => {
  await clipboards(clipAnswer.done).paste({ ...pastedText('ёж'), plain: true })

  assert.deepEqual(done, ['put ёж', 'paste plain'])
})

test('a machine whose clipboard cannot be reached has the text typed; a picture cannot be typed', async () => {
  const here = clipboards(clipAnswer.unsupported)
  await here.paste(pastedText('ёж'))
  assert.deepEqual([done, here.note()], [['put ёж', 'type ёж'], null])

  await here.paste(picture)
  assert.equal(here.note(), 'failed')
})

test('what was on its way when the line broke is neither typed nor pasted: it may be there already', async () => {
  const here = clipboards(LOST)

  await here.paste(pastedText('ёж'))

  assert.deepEqual([done, here.note()], [['put ёж'], 'failed'])
  here.dismiss()
})

test('what is too large, or not wanted any more, is said and not pasted', async () => {
  for (const [answer, note] of [
    [clipAnswer.tooLarge, 'too-large-in'],
    [clipAnswer.forbidden, 'not-in'],
  ] as const) {
    const here = clipboards(answer)
    await here.paste(pastedText('ёж'))
    assert.equal(here.note(), note)
    here.dismiss()
  }
  assert.ok(!done.includes('paste'))
})

test('where nothing goes in, Ctrl+V pastes what was copied there, and nothing of here leaves this computer', async () => {
  const here = clipboards(clipAnswer.done, { takesIn: false })

  await here.paste(pastedText('secret'))

  assert.deepEqual([done, here.note()], [['paste'], 'not-in'])
  here.dismiss()
})

test('a copy this browser does not take by itself is offered', async () => {
  const here = clipboards(clipAnswer.done)

  await here.copied({ kind: 'text/plain', content: new TextEncoder().encode('там') })

  assert.equal(here.note(), 'offer')
})
