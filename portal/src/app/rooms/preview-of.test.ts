import assert from 'node:assert/strict'
import { test } from 'node:test'
import { previewOf } from './preview-of.ts'

const page = `<head><style>@media (prefers-color-scheme:dark){:root{--paper:#131416}}</style></head>
<a href="#chats">x</a> <a class="y" href="#">z</a> <p>a &lt;a href="#b"</p> <a href="https://example.com/#top">w</a>`

test('links of the page lead to places in it, not to the room', () => {
  const shown = previewOf(page, 'system')

  assert.match(shown, /<a href="about:srcdoc#chats">/)
  assert.match(shown, /<a class="y" href="about:srcdoc#">/)
  assert.match(shown, /href="https:\/\/example\.com\/#top"/)
})

test('the page is as light or dark as the room, or as the system', () => {
  assert.match(previewOf(page, 'dark'), /@media screen\{:root\{--paper:#131416/)
  assert.match(previewOf(page, 'light'), /@media not all\{/)
  assert.match(previewOf(page, 'system'), /@media \(prefers-color-scheme:dark\)\{/)
})
