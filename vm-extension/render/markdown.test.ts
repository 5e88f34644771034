import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import MarkdownIt from 'markdown-it'
import { chat, turn } from '../testing/samples.ts'
import { chatMarkdown } from './markdown.ts'

const rendered = (markdown: string) => new MarkdownIt().render(markdown.replace(/^---\n[\s\S]*?\n---\n/, ''))
const front = (markdown: string) => markdown.match(/^---\n([\s\S]*?)\n---\n/)?.[1] ?? ''

describe('a chat as Markdown', () => {
  it('speaks Russian when its person wrote Russian, English otherwise', () => {
    const russian = chat({ turns: [turn({ role: 'user', markdown: 'Привет' }), turn({ markdown: 'Hello' })] })
    const english = chat({ turns: [turn({ role: 'user', markdown: 'Hello' }), turn({ markdown: 'Привет' })] })

    assert.match(chatMarkdown(russian), /## Вы\n\nПривет\n\n## Ответ\n\nHello/)
    assert.match(chatMarkdown(english), /## You\n\nHello\n\n## Answer\n\nПривет/)
  })

  it('begins with front matter that no title can break out of', () => {
    const title = 'Say "no"\n---\nservice: evil\u2028: # x'
    const head = front(chatMarkdown(chat({ title })))

    assert.equal(head.split('\n').length, 7)
    assert.equal(JSON.parse(head.match(/^title: (.*)$/m)?.[1] ?? ''), title)
    assert.match(head, /^service: "practice"$/m)
    assert.doesNotMatch(head, /^created_at/m)
  })

  it('leaves code, tables and formulas as the service wrote them', () => {
    const markdown =
      '```md\n`a` ``b``\n```\n\n| a | b |\n|---|--:|\n| 1 | `x` |\n\n$E=mc^2$ costs $5\n\n$$\\frac{1}{2}$$'
    assert.ok(chatMarkdown(chat({ turns: [turn({ markdown })] })).includes(markdown))
  })

  it('an answer stopped in the middle of its code does not swallow the next turn', () => {
    const turns = [turn({ markdown: 'x\n````py\n```\nprint(1)' }), turn({ role: 'user', markdown: 'go on' })]
    assert.match(rendered(chatMarkdown(chat({ turns }))), /<h2>You<\/h2>\s*<p>go on/)
  })

  it('a picture in the text points to the file beside the chat, except inside code', () => {
    const url = 'https://x.example/p.png'
    const markdown = `![cat](${url})\n\n\`\`\`\n![cat](${url})\n\`\`\``
    const images = [{ path: 'files/my cat (1).png', url, kind: 'web' as const, alt: 'cat', name: 'p.png' }]
    const out = chatMarkdown(chat({ turns: [turn({ markdown, images })] }))

    assert.ok(out.includes('![cat](files/my%20cat%20%281%29.png)'))
    assert.ok(out.includes(`\`\`\`\n![cat](${url})`))
    assert.match(rendered(out), /<img src="files\/my%20cat%20%281%29.png"/)
  })

  it('a picture that is not in the text comes after it; files are linked by name', () => {
    const images = [{ path: 'files/p.png', kind: 'generated' as const, alt: 'a [sketch]', name: 'p.png' }]
    const attachments = [{ name: 'Отчёт.csv', mime: 'text/csv', size: 3, path: 'files/Отчёт.csv' }]
    const html = rendered(chatMarkdown(chat({ turns: [turn({ markdown: 'Look', images, attachments })] })))

    assert.match(html, /<p>Look<\/p>\n<p><img src="files\/p.png" alt="a \[sketch\]">/)
    assert.match(html, /<a href="files\/[^"]+">Отчёт.csv<\/a>/)
  })

  it('thinking is folded away and cannot end its own fold', () => {
    const out = chatMarkdown(
      chat({ turns: [turn({ markdown: 'Yes', thinking: 'a </details> b\n```\n</details>\n```' })] }),
    )
    assert.match(
      out,
      /<details><summary>Thinking<\/summary>\n\na &lt;\/details> b\n```\n<\/details>\n```\n\n<\/details>\n\nYes/,
    )
  })

  it('what a tool read is fenced by more backticks than it holds', () => {
    const tools = [{ name: 'python', input: 'print("```")', output: '```' }]
    assert.ok(chatMarkdown(chat({ turns: [turn({ tools })] })).includes('````\nprint("```")\n````'))
  })

  it('shows the branch the person saw and says where the others are; a partial chat says why', () => {
    const turns = [turn({ markdown: 'seen' }), turn({ markdown: 'unseen', active: false })]
    const out = chatMarkdown(chat({ turns, status: 'partial', why: 'stopped' }))

    assert.match(out, /> This chat is not complete \(stopped\)/)
    assert.match(out, /Other versions in this chat \(1 messages\)/)
    assert.doesNotMatch(out, /unseen/)
  })

  it('the footnotes of two documents do not meet each other’s, nor the turns’', () => {
    const document = (id: string) => ({ id, title: id, type: 'text/markdown', versions: [] })
    const content = 'So.[^1] `[^1]`\n\n[^1]: [A](https://a.example/)'
    const artifacts = [
      { ...document('a'), content },
      { ...document('b'), content },
    ]
    const out = chatMarkdown(chat({ artifacts }))
    for (const number of ['d1', 'd2']) assert.ok(out.includes(`So.[^${number}-1] \`[^1]\`\n\n[^${number}-1]: [A]`))
  })

  it('sources stand below the answer', () => {
    const citations = [{ url: 'https://a.example/x y', title: 'A [b]', marker: '[1]' }]
    assert.ok(
      chatMarkdown(chat({ turns: [turn({ citations })] })).includes('- \\[1\\] [A \\[b\\]](https://a.example/x%20y)'),
    )
  })
})
