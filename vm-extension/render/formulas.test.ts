import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dollarFormulas } from './formulas.ts'

test('formulas get dollars, inline and displayed', () => {
  assert.equal(dollarFormulas('of \\(n\\) and \\( x^2 \\)'), 'of $n$ and $x^2$')
  assert.equal(dollarFormulas('so\n\n\\[\na = b\n\\]\n\nend'), 'so\n\n$$\na = b\n$$\n\nend')
  assert.equal(dollarFormulas('$$x$$'), '$$x$$')
})

test('money stays money, also between formulas', () => {
  assert.equal(dollarFormulas('$5 and $7 for \\(n\\)'), '\\$5 and \\$7 for $n$')
  assert.equal(dollarFormulas('\\$5'), '\\$5')
})

test('code is never touched: fenced, and between any number of backticks', () => {
  const code = '```sh\necho $1 \\(x\\)\n```\n\n`$1 \\(x\\)` and ``a ` $2``'
  assert.equal(dollarFormulas(code), code)
})
