import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseHTML } from 'linkedom'
import { collect } from '../page/collect.ts'
import { openDocuments } from '../page/open-documents.ts'
import type { Documents, Seen } from '../page/page-reader.ts'
import { geminiPage } from './gemini.page.ts'

const url = new URL('https://gemini.google.com/app/950cac809deaae05')
const page = (body: string): Seen => ({
  document: parseHTML(`<html><head><title>Google Gemini</title></head><body>${body}</body></html>`).document,
  url,
})
const shown = (body: string) => collect(geminiPage, page(body), false)
const answer = (id: string, body: string) =>
  `<div class="conversation-container" id="${id}"><user-query><div class="query-text"><p>Ask ${id}</p></div></user-query><model-response><message-content><div class="markdown">${body}</div></message-content></model-response></div>`
const chip = (title: string) =>
  `<immersive-entry-chip><gem-processing-card><svg></svg><span data-test-id="artifact-text">${title}</span></gem-processing-card></immersive-entry-chip>`
const line = (top: number, text: string) =>
  `<div class="view-line" style="top:${top}px;height:18px"><span>${text}</span></div>`
const CODE = `<code-immersive-panel><h2 class="title-text">countdown.py</h2><div class="view-lines">${line(18, '&nbsp;&nbsp;print(n)')}${line(0, 'for n in range(3):')}</div></code-immersive-panel>`
const NOTE =
  '<immersive-editor><h2 class="title-text">Launch note</h2><div class="ProseMirror"><h1>Launch</h1><p>At <b>noon</b></p></div></immersive-editor>'

/** A page where each chip opens its document in the one panel there is. */
function twoDocuments(open: string): Seen & { documents: Documents } {
  const seen = page(
    `${answer('a1', chip('Launch note'))}${answer('a2', chip('countdown.py'))}<immersive-panel>${open}</immersive-panel>`,
  )
  const [panel, chips] = [
    seen.document.querySelector('immersive-panel'),
    [...seen.document.querySelectorAll('immersive-entry-chip')],
  ]
  for (const [index, inside] of [NOTE, CODE].entries())
    chips[index]?.addEventListener('click', () => {
      if (panel) panel.innerHTML = inside
    })
  return { ...seen, documents: geminiPage.documents as Documents }
}
const panelOf = ({ document }: Seen) => document.querySelector('immersive-panel .title-text')?.textContent

describe('Gemini’s page', () => {
  it('every document is opened once, in the order of its turns, and what was open is open again', async () => {
    const seen = twoDocuments(CODE)
    const found = await openDocuments(geminiPage, seen.documents, seen, true)
    assert.deepEqual(
      found.map(({ of, document: { title, type, language, content } }) => [of, title, type, language, content]),
      [
        ['a1', 'Launch note', 'text/markdown', undefined, '# Launch\n\nAt **noon**'],
        ['a2', 'countdown.py', 'code', 'python', 'for n in range(3):\n  print(n)'],
      ],
    )
    assert.equal(panelOf(seen), 'countdown.py')
  })

  it('the sources of a report are unfolded before it is read', async () => {
    const seen =
      page(`${answer('a1', chip('Ferries'))}<immersive-panel><deep-research-immersive-panel><h2 class="title-text">Ferries</h2>
      <message-content><div class="markdown"><p>Grew.<source-footnote><sup data-turn-source-index="1"></sup></source-footnote></p></div></message-content>
      <collapsible-button data-test-id="used-sources-button"><button aria-expanded="false"><span>Sources</span></button></collapsible-button>
      <div class="used-sources"></div></deep-research-immersive-panel></immersive-panel>`)
    const list = seen.document.querySelector('.used-sources')
    seen.document.querySelector('button')?.addEventListener('click', () => {
      if (list) list.innerHTML = '<a href="https://a.example/"><div data-test-id="sub-title">Archive</div></a>'
    })
    const documents = geminiPage.documents as Documents
    assert.equal((await openDocuments(geminiPage, documents, seen, false))[0]?.document.content, 'Grew.')
    const [found] = await openDocuments(geminiPage, documents, seen, true)
    assert.equal(found?.document.content, 'Grew.[^1]\n\n[^1]: [Archive](https://a.example/)')
    assert.equal(found?.document.citations?.[0]?.title, 'Archive')
  })

  it('while the person works only the open one is read, and nothing is touched', async () => {
    const seen = twoDocuments(NOTE)
    const found = await openDocuments(geminiPage, seen.documents, seen, false)
    assert.deepEqual(
      found.map(({ of, document }) => [of, document.title]),
      [['a1', 'Launch note']],
    )
    assert.equal(panelOf(seen), 'Launch note')
  })

  it('of code that is not drawn from its beginning, it says that it is a part', () => {
    const seen = page(
      `<immersive-panel><h2 class="title-text">a.py</h2><div class="view-lines">${line(180, 'x')}</div></immersive-panel>`,
    )
    assert.equal(geminiPage.documents?.read(seen)?.cut, true)
  })

  it('sources of an answer are cited where the page has them, and marks without one go', async () => {
    const sup = (number: number) => `<source-footnote><sup data-turn-source-index="${number}"></sup></source-footnote>`
    const carousel =
      '<sources-carousel-inline><a href="https://a.example/x">A</a><button>a.example</button></sources-carousel-inline>'
    const { turns } = await shown(answer('b1', `<p>Yes.${sup(1)} No.${sup(2)}${carousel} End [cite: 1].</p>`))
    assert.equal(turns[1]?.markdown, 'Yes.[^1] No. End[^1].')
    assert.deepEqual(turns[1]?.citations, [{ url: 'https://a.example/x', title: 'A', marker: '[^1]' }])
  })

  it('thoughts that are open, an answer still coming, a picture without words', async () => {
    const { turns, generating, title } = await shown(`
      <div class="conversation-container" id="c1"><user-query><img data-test-id="uploaded-img" alt="Image of cat.png" src="https://lh3.googleusercontent.com/gg/x=s220"></user-query>
      <model-response><model-thoughts><div class="thoughts-content"><p>First I look.</p></div></model-thoughts>
      <message-content><div class="markdown" aria-busy="true"><p>It is</p></div></message-content></model-response></div>`)
    assert.deepEqual([title, generating], ['', true])
    assert.deepEqual([turns[1]?.thinking, turns[1]?.markdown], ['First I look.', 'It is'])
    assert.deepEqual(
      turns[0]?.images.map(({ name, kind, larger }) => [name, kind, larger]),
      [['cat.png', 'upload', 'https://lh3.googleusercontent.com/gg/x=s0']],
    )
  })
})
