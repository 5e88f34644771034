import assert from 'node:assert/strict'
import { TaxiChat as Shape, type TaxiChat, type Turn } from '@taxi/contract/chat.ts'
import { chatMarkdown } from '../render/markdown.ts'
import type { Reading } from '../services/reading.ts'
import type { Expected, ExpectedTurn } from './expected.ts'

export interface Leniency {
  /** Read from a page: no times, no thinking, no tools, no words for a picture, of a group of sources only the first. */
  page?: boolean
  /** Turns, by index, of which the page knows nothing. */
  without?: number[]
  /** The page opens its documents to whoever asks. */
  documents?: boolean
}

/** Checks that the reading holds all that is expected of it, in the JSON and in the Markdown, and nothing it must not. */
export function deliversExpected(
  { chat, raw }: Pick<Reading, 'chat' | 'raw'>,
  expected: Expected,
  how: Leniency = {},
): void {
  Shape.parse(chat)
  const markdown = chatMarkdown(chat)
  const active = chat.turns.filter(turn => turn.active)
  const wanted = expected.turns.filter(({ index }) => !how.without?.includes(index))
  const met = active.filter((_, index) => !how.without?.includes(index))
  assert.equal(chat.id, expected.id)
  assert.equal(chat.title, expected.title, 'title')
  assert.deepEqual(
    met.map(({ role }) => role),
    wanted.map(({ role }) => role),
    'the turns and their roles',
  )
  if (!how.page) deliversFacts(chat, expected)
  wanted.forEach((turn, place) => {
    const given = met[place] as Turn
    deliversTurn(given, turn, markdown, chat, { documents: expected.dom.documents ?? false, ...how })
  })
  deliversBranches(chat, expected, markdown, how)
  deliversGallery(chat, expected)
  deliversNotebook(chat, expected, how)
  const everything = JSON.stringify(chat)
  for (const phrase of expected.must_not_contain) {
    assert.ok(!everything.includes(phrase) && !markdown.includes(phrase), `«${phrase}» must not be delivered`)
    if (/secret/i.test(phrase))
      assert.ok(!JSON.stringify(raw ?? null).includes(phrase), `«${phrase}» in the raw answer`)
  }
  for (const phrase of expected.markdown_must_not_contain ?? [])
    assert.ok(!markdown.includes(phrase), `«${phrase}» in the Markdown`)
  inOrder(markdown, expected.order_check_words ?? [])
}

function deliversFacts(chat: TaxiChat, { model, created_at }: Expected): void {
  if (model) assert.equal(chat.model, model, 'model of the chat')
  // No time is better than one made up.
  if (created_at && chat.created_at) assert.equal(seconds(chat.created_at), seconds(created_at), 'when the chat began')
}

function deliversTurn(
  turn: Turn,
  wanted: ExpectedTurn,
  markdown: string,
  chat: TaxiChat,
  { page, documents }: Leniency,
): void {
  const at = `turn ${wanted.index}`
  const said = plain(turn.markdown)
  for (const phrase of wanted.contains) {
    assert.ok(said.includes(plain(phrase)), `${at} lacks «${phrase}»`)
    assert.ok(plain(markdown).includes(plain(phrase)), `the Markdown lacks «${phrase}»`)
  }
  for (const { code, language } of wanted.code_blocks) hasCode(turn, code, page ? null : language, at)
  for (const tex of [...wanted.math.inline, ...wanted.math.display]) hasFormula(turn.markdown, tex, wanted, at)
  for (const { header, cells } of wanted.tables) for (const row of [header, ...cells]) hasRow(turn.markdown, row, at)
  hasSources(turn, wanted, at, chat, page ?? false)
  assert.ok(turn.images.length >= wanted.images.length, `${at}: pictures`)
  for (const { kind, alt, name } of wanted.images) {
    const there = turn.images.find(image => image.kind === kind && (!alt || image.alt === alt || (page && !image.alt)))
    assert.ok(there, `${at}: a picture of kind ${kind} (${alt ?? name})`)
    assert.ok(there.path, `${at}: the picture is saved`)
  }
  for (const { name, size, mime } of wanted.attachments) {
    // A page draws an uploaded picture without its name.
    if (page && mime.startsWith('image/')) continue
    const there = turn.attachments.find(file => file.name === name)
    assert.ok(there, `${at}: ${name}`)
    if (!page) assert.ok(there.path, `${at}: ${name} is saved`)
    if (!page && size && there.size) assert.equal(there.size, size, `${at}: size of ${name}`)
  }
  if (!page || documents) for (const artifact of wanted.artifacts) hasArtifact(chat, turn, artifact, at)
  if (page) return
  if (wanted.id) assert.equal(turn.id, wanted.id, `${at}: id`)
  // No time is better than one made up.
  if (turn.at && wanted.timestamp) assert.equal(seconds(turn.at), seconds(wanted.timestamp), `${at}: time`)
  if (wanted.model) assert.equal(turn.model, wanted.model, `${at}: model`)
  for (const phrase of wanted.thinking.contains ?? [])
    assert.ok(plain(turn.thinking ?? '').includes(plain(phrase)), `${at}: thinking`)
  for (const tool of wanted.tool_calls) {
    const there = (turn.tools ?? []).filter(({ name }) => name === tool.name)
    assert.ok(there.length > 0 || isOther(chat, tool.name), `${at}: tool ${tool.name}`)
    for (const phrase of tool.contains ?? []) assert.ok(JSON.stringify(there).includes(phrase), `${at}: ${tool.name}`)
  }
}

/** Calls that made a document are told by the document. */
const isOther = (chat: TaxiChat, tool: string) => /artifact|file|canmore/.test(tool) && chat.artifacts.length > 0

function hasCode({ markdown }: Turn, code: string, language: string | null, at: string): void {
  const fence = [...markdown.matchAll(/^( {0,3})(`{3,}|~{3,})([^\n`]*)\n([\s\S]*?)\n?^ {0,3}\2\s*$/gm)]
  const there = fence.find(([, , , , text]) => text === code)
  assert.ok(there, `${at}: code byte for byte:\n${code}\n--- in ---\n${markdown}`)
  if (language) assert.equal(there[3]?.trim(), language, `${at}: language`)
}

/** Between dollars, as often as it is expected and not once more. */
function hasFormula(markdown: string, tex: string, { math }: ExpectedTurn, at: string): void {
  const all = [...math.inline, ...math.display]
  const formulas = [...markdown.matchAll(/\$\$([\s\S]+?)\$\$|(?<!\\)\$(?!\s)([^$\n]+?)\$/g)]
  const drawn = formulas.map(([, block, inline]) => (block ?? inline ?? '').trim())
  const found = drawn.filter(formula => formula === tex.trim()).length
  const wanted = all.filter(each => each.trim() === tex.trim()).length
  assert.ok(
    found >= 1 && found <= Math.max(wanted, found === 1 ? 1 : wanted),
    `${at}: formula ${tex} is there ${found} times`,
  )
}

function hasRow(markdown: string, cells: string[], at: string): void {
  const rows = markdown.split('\n').filter(line => line.trim().startsWith('|'))
  const there = rows.some(row => cells.every(cell => plain(row).includes(plain(cell))))
  assert.ok(there, `${at}: table row ${cells.join(' | ')}\n${rows.join('\n')}`)
}

function hasSources(turn: Turn, { citations }: ExpectedTurn, at: string, { sources }: TaxiChat, page: boolean): void {
  const urls = turn.citations.map(({ url }) => url)
  // A page may know its sources by their titles only, and cites them so.
  const titles = page ? (sources ?? []).map(({ title }) => `source:${title}`) : []
  const byTitle = urls.length > 0 && urls.every(url => titles.includes(url))
  const wanted = page ? citations.cited_urls.slice(0, 1) : [...citations.cited_urls, ...citations.source_urls]
  for (const url of wanted) assert.ok(byTitle || urls.includes(url), `${at}: source ${url} in ${urls.join(' ')}`)
  for (const { marker } of turn.citations)
    if (marker) assert.ok(turn.markdown.includes(marker), `${at}: ${marker} stands in the text`)
  if (!page && citations.cited_urls.length > 0)
    assert.ok(turn.citations.filter(({ marker }) => marker).length >= citations.cited_urls.length, `${at}: marks`)
}

function hasArtifact(chat: TaxiChat, turn: Turn, wanted: ExpectedTurn['artifacts'][number], at: string): void {
  const title = wanted.title ?? wanted.name ?? ''
  // A plan and the report it led to have the same title.
  const made = chat.artifacts
    .filter(artifact => artifact.title === title || artifact.id === wanted.id)
    .sort((a, b) => share(b.content, wanted.contains) - share(a.content, wanted.contains))[0]
  const file = turn.attachments.find(({ name }) => name === title)
  const asset =
    chat.assets?.find(each => each.title === title) ?? turn.attachments.find(({ mime }) => /video|audio/.test(mime))
  assert.ok(made ?? file ?? asset, `${at}: ${title || wanted.kind}`)
  if (!made) return
  if (wanted.versions) assert.equal(made.versions.length, wanted.versions, `${at}: versions of ${title}`)
  for (const phrase of wanted.contains ?? []) assert.ok(plain(made.content).includes(plain(phrase)), `${at}: ${phrase}`)
}

const share = (text: string, phrases: string[] = []) =>
  phrases.filter(phrase => plain(text).includes(plain(phrase))).length

function deliversBranches(chat: TaxiChat, { branches }: Expected, markdown: string, { page }: Leniency): void {
  const others = chat.turns.filter(({ active }) => !active)
  if (!branches.present) return
  if (!page) assert.ok(others.length > 0, 'the other branches')
  for (const { contains } of branches.off_path ?? [])
    for (const phrase of [contains].flat()) {
      assert.ok(page || others.some(turn => plain(turn.markdown).includes(plain(phrase))), `off the path: ${phrase}`)
      assert.ok(!plain(markdown).includes(plain(phrase)), `${phrase} is not in the Markdown`)
    }
}

function deliversGallery({ assets }: TaxiChat, expected: Expected): void {
  for (const wanted of expected.assets ?? []) {
    const there = assets?.find(({ id }) => id === wanted.id)
    assert.ok(there, `asset ${wanted.id}`)
    assert.deepEqual([there.kind, there.prompt], [wanted.kind, wanted.prompt])
    assert.ok(there.path, `${wanted.id} is saved`)
  }
}

function deliversNotebook({ sources, artifacts, assets }: TaxiChat, { notebook }: Expected, { page }: Leniency): void {
  for (const { id, title, url } of notebook?.sources ?? []) {
    const there = sources?.find(source => source.id === id || (page && source.title === title))
    assert.deepEqual([there?.title, there?.url], [title, page ? null : url], `source ${title}`)
  }
  for (const { title, contains } of notebook?.notes ?? []) {
    const there = artifacts.find(artifact => artifact.title === title)
    assert.ok(there, `note ${title}`)
    if (page) continue
    for (const phrase of contains) assert.ok(plain(there?.content ?? '').includes(plain(phrase)), `note ${title}`)
  }
  for (const { title } of notebook?.studio ?? [])
    assert.ok(
      [...artifacts, ...(assets ?? [])].some(made => made.title === title),
      `studio ${title}`,
    )
}

function inOrder(text: string, words: string[]): void {
  const places = words.map(word => text.indexOf(word))
  assert.ok(
    places.every((place, index) => place >= 0 && place > (places[index - 1] ?? -1)),
    'the order of the turns',
  )
}

/** Without what Markdown and a page write differently. */
export function plain(markdown: string): string {
  return markdown
    .replace(/\[\^[\w-]+\]/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/[*_`~$|#>]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

const seconds = (instant: string | null) => instant?.slice(0, 19) ?? null
