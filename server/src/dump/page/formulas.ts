import type { MarkdownIt } from 'markdown-it'
import temml from 'temml'
import { escaped } from './html.ts'

const LONGEST = 4000

/** `$…$`, `$$…$$`, `\(…\)` and `\[…\]` become MathML; what TeX does not understand stays readable as its source. */
export function formulas(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'formula', (state, silent) => {
    const found = inlineFormula(state.src, state.pos)
    if (!found) return false
    if (!silent) {
      const token = state.push('formula', '', 0)
      token.content = found.tex
      token.meta = { block: found.block }
    }
    state.pos = found.end
    return true
  })
  markdown.block.ruler.before(
    'fence',
    'formula_block',
    (state, startLine, endLine, silent) => {
      const first = lineOf(state, startLine)
      const close = first.startsWith('$$') ? '$$' : first.startsWith('\\[') ? '\\]' : null
      if (!close || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
      const lines = [first.slice(2)]
      let line = startLine
      while (!lines.at(-1)?.trimEnd().endsWith(close)) {
        line += 1
        if (line >= endLine) return false
        lines.push(lineOf(state, line))
      }
      if (silent) return true
      const token = state.push('formula', '', 0)
      token.content = lines.join('\n').trimEnd().slice(0, -2)
      token.meta = { block: true }
      token.map = [startLine, line + 1]
      state.line = line + 1
      return true
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  )
  markdown.renderer.rules.formula = (tokens, index) => {
    const token = tokens[index]
    return token ? formula(token.content.trim(), Boolean(token.meta?.block)) : ''
  }
}

interface Lines {
  src: string
  bMarks: number[]
  tShift: number[]
  eMarks: number[]
}
const lineOf = (state: Lines, line: number) =>
  state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line])

const PAIRS = [
  { open: '$$', close: '$$', block: true },
  { open: '\\[', close: '\\]', block: true },
  { open: '\\(', close: '\\)', block: false },
  { open: '$', close: '$', block: false },
] as const

function inlineFormula(text: string, from: number): { tex: string; end: number; block: boolean } | null {
  const pair = PAIRS.find(({ open }) => text.startsWith(open, from))
  if (!pair) return null
  const start = from + pair.open.length
  const end = text.indexOf(pair.close, start)
  if (end < 0 || end - start > LONGEST) return null
  const tex = text.slice(start, end)
  if (!tex.trim()) return null
  // "$5 and $10" is money: a formula hugs its dollars, and no digit follows the second one.
  if (pair.open === '$' && (/^\s|\s$|\n\n/.test(tex) || /\d/.test(text[end + 1] ?? ''))) return null
  return { tex, end: end + pair.close.length, block: pair.block }
}

function formula(tex: string, block: boolean): string {
  const source = `<code class="tex">${escaped(tex)}</code>`
  if (tex.length > LONGEST) return source
  try {
    const mathml = temml.renderToString(tex, { displayMode: block, throwOnError: true, trust: false, maxExpand: 200 })
    return block ? `<div class="scroll formula">${mathml}</div>` : `<span class="formula">${mathml}</span>`
  } catch {
    return block ? `<div class="scroll">${source}</div>` : source
  }
}
