import { plain } from '../vm-extension/testing/delivers-expected.ts'
import type { Expected, ExpectedTurn } from '../vm-extension/testing/expected.ts'

/** Is one thing that a conversation holds there in this Markdown? */
type Fact = (markdown: Read) => boolean

interface Read {
  markdown: string
  text: string
  rows: string[]
}

/** How many of the facts of a recorded conversation a Markdown file kept; the same judge for every exporter. */
export function factsKept(markdown: string, expected: Expected): { kept: number; of: number } {
  const rows = markdown.split('\n').filter(line => line.trim().startsWith('|'))
  const read = { markdown, text: plain(markdown), rows: rows.map(plain) }
  const facts = [
    ...expected.turns.flatMap(turn => factsOf(turn, expected)),
    ...pictures(expected),
    ...besideTurns(expected),
  ]
  return { kept: facts.filter(fact => fact(read)).length, of: facts.length }
}

function factsOf(turn: ExpectedTurn, { notebook }: Expected): Fact[] {
  // A source without an address is known by its title.
  const source = (url: string) => notebook?.sources.find(({ id }) => url === `source:${id}`)?.title

  return [
    ...turn.contains.map(says),
    ...(turn.thinking.contains ?? []).map(says),
    ...turn.code_blocks.map(({ code }) => hasCode(code)),
    ...[...turn.math.inline, ...turn.math.display].map(hasFormula),
    ...turn.tables.flatMap(({ header, cells }) => [header, ...cells].map(hasRow)),
    ...turn.citations.cited_urls.map(url => (source(url) ? says(source(url) ?? '') : names(url))),
    ...turn.attachments.map(({ name }) => says(name)),
    ...turn.artifacts.flatMap(({ title, name, contains = [] }) => [title ?? name ?? '', ...contains].map(says)),
  ]
}

const pictures = ({ turns, assets = [] }: Expected): Fact[] =>
  [...turns.flatMap(({ images }) => images), ...assets].map(({ url }, index) => shows(url, index))

function besideTurns({ assets = [], notebook }: Expected): Fact[] {
  return [
    ...assets.map(({ prompt }) => says(prompt)),
    ...(notebook?.sources ?? []).map(({ title }) => says(title)),
    ...(notebook?.notes ?? []).flatMap(({ title, contains }) => [title, ...contains].map(says)),
    ...(notebook?.studio ?? []).map(({ title }) => says(title)),
  ]
}

const says =
  (phrase: string): Fact =>
  ({ text }) =>
    text.includes(plain(phrase))

const names =
  (url: string): Fact =>
  ({ markdown }) =>
    markdown.includes(url) || markdown.includes(url.replaceAll('&', '&amp;'))

/** In a fence, byte for byte. */
const hasCode =
  (code: string): Fact =>
  ({ markdown }) =>
    [...markdown.matchAll(/^ {0,3}(`{3,}|~{3,})[^\n`]*\n([\s\S]*?)\n?^ {0,3}\1\s*$/gm)].some(
      ([, , text]) => text === code,
    )

const hasFormula =
  (tex: string): Fact =>
  ({ markdown }) =>
    [...markdown.matchAll(/\$\$([\s\S]+?)\$\$|(?<!\\)\$(?!\s)([^$\n]+?)\$/g)].some(
      ([, block, inline]) => (block ?? inline ?? '').trim() === tex.trim(),
    )

const hasRow =
  (cells: string[]): Fact =>
  ({ rows }) =>
    rows.some(row => cells.every(cell => row.includes(plain(cell))))

/** As a picture or a link: to where it was, or to a file beside the text, one of its own for each. */
const shows =
  (url: string, before: number): Fact =>
  ({ markdown }) =>
    markdown.includes(`](${url}`) || new Set(markdown.match(/\]\(files\/[^)]+/g)).size > before
