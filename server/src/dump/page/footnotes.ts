import type { Citation } from '@taxi/contract/chat.ts'
import type { MarkdownIt } from 'markdown-it'
import footnote from 'markdown-it-footnote'
import { isWebAddress } from './html.ts'

/** `[^1]` becomes a raised number that leads to its source below the text, and back. */
export function footnotes(markdown: MarkdownIt): void {
  footnote(markdown)
  const { rules } = markdown.renderer
  rules.footnote_block_open = () => '<ol class="footnotes">\n'
  rules.footnote_block_close = () => '</ol>\n'
  // Two of them side by side must not read as one number.
  rules.footnote_caption = (tokens, index) => `[${Number(tokens[index]?.meta?.id ?? 0) + 1}]`
}

/** Is the source cited in the text, and not only listed? */
export const isCited = ({ marker }: Citation, text: string): boolean =>
  /^\[\^[^\]\s]+\]$/.test(marker) && text.includes(marker)

/** The text with the definitions of its marks: in front, where no unclosed fence can swallow them. */
export function withSources(text: string, citations: Citation[]): string {
  const cited = citations.filter(citation => isCited(citation, text))
  return cited.length > 0 ? `${cited.map(definition).join('\n')}\n\n${text}` : text
}

function definition({ marker, url, title, quote }: Citation): string {
  const name = literal(title || url)
  const source = isWebAddress(url) ? `[${name}](<${url.replace(/[<>\\]/g, encodeURIComponent)}>)` : name
  return `${marker}: ${source}${quote ? `: “${literal(quote)}”` : ''}`
}

/** Somebody else's words, which Markdown must not read as its own. */
const literal = (text: string) =>
  text.replace(/\s+/g, ' ').replace(/[!-/:-@[-`{-~]/g, letter => `&#${letter.charCodeAt(0)};`)
