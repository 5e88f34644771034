import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aChat } from '../testing/dump-world.ts'
import { chatWords } from './chat-words.ts'

test('a chat is found by what was said in it, not by the marks around it', () => {
  const chat = aChat({
    title: 'Отчёт\nза ноябрь',
    question: '## Почему **растут** `расходы`?',
    answer: [
      '> Вот [таблица](https://example.com/a(b)?q=1) и ![график](files/chart.png)[^1]',
      '| месяц | сумма |',
      '|:---|---:|',
      '| ноябрь | 12 |',
      '```sql',
      'SELECT total_cost FROM ledger',
      '```',
    ].join('\n'),
  })

  const { title, body } = chatWords(chat)

  assert.equal(title, 'Отчёт за ноябрь')
  for (const word of ['Почему растут расходы?', 'таблица', 'график', 'месяц сумма', 'ноябрь 12', 'SELECT total_cost'])
    assert.ok(body.includes(word), `${word} in ${body}`)
  for (const mark of ['**', '```', '|', '](', '[^', '---', '##']) assert.ok(!body.includes(mark), mark)
})

test('answers that were thrown away are not found', () => {
  const chat = aChat({ question: 'one', answer: 'kept' })
  chat.turns.push({ ...chat.turns[1], index: 2, markdown: 'thrown away', active: false } as never)

  assert.equal(chatWords(chat).body, 'one\nkept')
})

test('documents, attachments, sources and pictures are found by their names', () => {
  const chat = aChat({
    artifacts: [{ id: 'a', title: 'Plan', type: 'document', content: '# Steps', versions: ['# Steps'] }],
    sources: [{ id: 's', title: 'Annual report', url: null, kind: 'pdf' }],
    assets: [{ id: 'i', kind: 'image', title: '', mime: 'image/png', prompt: 'a yellow cab', model: null, at: null }],
  })
  chat.turns[0]?.attachments.push({ name: 'смета.xlsx', mime: 'x', size: 1 })

  for (const word of ['Plan', 'Steps', 'Annual report', 'a yellow cab', 'смета.xlsx'])
    assert.ok(chatWords(chat).body.includes(word), word)
})

test('what no database holds is left out', () => {
  const { title, body } = chatWords(aChat({ title: 'a\u0000b', question: 'c\ue000d\ud800', answer: '' }))

  assert.equal(title, 'a b')
  assert.equal(body, 'c d\ufffd')
})

test('a page that writes nothing but marks does not hold anybody up', () => {
  const at = performance.now()
  for (const mark of ['[', '[](', '[^', '-', '|', ' ', '\n', '`', '> ', '-|'])
    chatWords(aChat({ question: mark.repeat(200_000), answer: '' }))

  assert.ok(performance.now() - at < 20_000)
})
