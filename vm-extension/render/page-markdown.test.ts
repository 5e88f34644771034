import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseHTML } from 'linkedom'
import { type PageMarkdown, pageMarkdown, plainText } from './page-markdown.ts'

const element = (html: string) =>
  parseHTML(`<html><body><div id="x">${html}</div></body></html>`).document.querySelector('#x') as Element
const markdown = (html: string, how?: PageMarkdown) => pageMarkdown(element(html), how)
const katex = (tex: string) =>
  `<span class="katex"><span class="katex-mathml"><math><semantics><mi>${tex}</mi><annotation encoding="application/x-tex">${tex}</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">${tex}</span></span>`

test('a formula is there once, whoever drew it', () => {
  assert.equal(markdown(`<p>of ${katex('n_1')} and</p>`), 'of $n_1$ and')
  assert.equal(markdown(`<span class="katex-display">${katex('x^2')}</span>`), '$$\nx^2\n$$')
  assert.equal(
    markdown(`<p><b>for <span class="math-inline" data-math="a*b">${katex('z')}</span></b></p>`),
    '**for $a*b$**',
  )
})

test('money stays money', () => {
  assert.equal(markdown('<p>from $5 to $7</p>'), 'from $5 to $7')
})

test('code keeps every byte, and its language wherever the page says it', () => {
  const code = 'if a &lt; b:\n    c[0] = "*_x_*"'
  const text = 'if a < b:\n    c[0] = "*_x_*"'
  assert.equal(markdown(`<pre><code class="language-python">${code}\n</code></pre>`), `\`\`\`python\n${text}\n\`\`\``)
  const widget = `<pre><div class="sticky"><div class="text-sm">Python</div><button>Copy</button></div><div class="cm-editor"><pre class="cm-content"><code>${code}</code></pre></div></pre>`
  assert.equal(markdown(widget), `\`\`\`python\n${text}\n\`\`\``)
  assert.equal(markdown('<pre><code>```\nx\n```</code></pre>'), '````\n```\nx\n```\n````')
})

test('a table keeps its cells, with formulas and upright lines, and needs no head', () => {
  const table = `<table><tr><td>a | b</td><td><p>1</p><p>2</p></td></tr><tr><td>${katex('n')}</td></tr></table>`
  assert.equal(markdown(table), '| a \\| b | 1<br>2 |\n| --- | --- |\n| $n$ |  |')
})

test('labels, buttons and hidden words are no part of the text; citations become marks', () => {
  const html =
    '<span class="sr-only">You said</span><p>Yes<a class="chip" href="https://a.example"><img src="f.png">Guide</a></p><button>Copy</button>'
  assert.equal(markdown(html, { citations: { at: '.chip', mark: () => '[^1]' } }), 'Yes[^1]')
})

test('what a person typed stays as they typed it', () => {
  assert.equal(plainText(element('<p>1. *a*</p><p><br></p><p>$b</p>')), '1. *a*\n\n$b')
  assert.equal(plainText(element('line\n    indented')), 'line\n    indented')
})
