import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { answerTo } from './answer.ts'
import { bytesOf } from './files.ts'
import { languageOf, pageLanguage } from './languages.ts'

const textOf = (question: string, locale: 'ru' | 'en') =>
  answerTo(question, locale)
    .map(step => (step.type === 'text' ? step.text : ''))
    .join('')

describe('what the practice service answers', () => {
  it('says that it follows simple rules and repeats what was written, markup and all', () => {
    assert.match(textOf('<b>Привет</b>\nдва', 'ru'), /простым правилам.*слов: 2.*> <b>Привет<\/b>\n> два/s)
  })

  it('hints at help when no word is known; help lists every word', () => {
    assert.match(textOf('Hello', 'en'), /Write \*\*help\*\*/)
    for (const word of ['код', 'таблица', 'формула', 'картинка', 'исследование', 'файл'])
      assert.match(textOf('помощь', 'ru'), new RegExp(`\\*\\*${word}\\*\\*`))
  })

  it('knows its words in both languages and several at once', () => {
    assert.match(textOf('код и таблица', 'ru'), /```python[\s\S]*\| код \|/)
    assert.match(textOf('a table, please, and a formula', 'en'), /\| code \|[\s\S]*\$\$\\sum/)
    assert.doesNotMatch(textOf('decode the encoder', 'en'), /```/)
    assert.doesNotMatch(textOf('закодированный', 'ru'), /```/)
  })

  it('research takes twenty seconds and tells how far it is', () => {
    const steps = answerTo('исследование', 'ru').filter(step => step.type === 'progress')
    assert.equal(steps.length, 20)
    assert.equal(
      steps.reduce((sum, { ms }) => sum + ms, 0),
      20_000,
    )
  })

  it('a picture and a file come with their bytes, the same for the same question', () => {
    const files = answerTo('картинка и файл', 'ru').flatMap(step => (step.type === 'file' ? [step.file] : []))
    const [picture, table] = files

    assert.deepEqual(
      files.map(({ name }) => name),
      ['picture.png', 'Отчёт.csv'],
    )
    assert.ok(picture && bytesOf(picture).equals(bytesOf(picture)))
    assert.equal(picture && bytesOf(picture).subarray(0, 8).toString('hex'), '89504e470d0a1a0a')
    assert.match(table ? bytesOf(table).toString() : '', /^\uFEFFn,square,question\r\n1,1,"картинка и файл"/)
  })

  it('answers in the language of the question, and shows its page in that of the browser', () => {
    assert.deepEqual(
      [languageOf('привет', 'en'), languageOf('hello', 'ru'), languageOf('42', 'ru')],
      ['ru', 'en', 'ru'],
    )
    assert.equal(pageLanguage('ru-RU,ru;q=0.9,en;q=0.8'), 'ru')
    assert.equal(pageLanguage('de,en;q=0.8,ru;q=0.5'), 'en')
    assert.equal(pageLanguage(undefined), 'en')
  })
})
