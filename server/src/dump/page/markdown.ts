import Markdown, { type Env, type MarkdownIt } from 'markdown-it'
import type { DumpWords } from '../words.ts'
import { footnotes } from './footnotes.ts'
import { formulas } from './formulas.ts'
import { anchor, escaped, isWebAddress } from './html.ts'

/** How a chat's pictures are shown: as a data URI, or as words when there is none or no room. */
export type ShowPicture = (path: string, alt: string) => string

export interface Surroundings {
  words: DumpWords
  picture: ShowPicture
  /** Where the dump has a picture that the text shows by its web address. */
  local?: ReadonlyMap<string, string>
  /** What the anchors of footnotes begin with: the page has many texts. */
  docId?: string
}

const answers = build({ breaks: false })
/** What a person typed: their line breaks are meant. */
const questions = build({ breaks: true })

/** A chat's Markdown as safe HTML: no markup of its own passes, links go to http and https only, nothing is loaded. */
export function renderMarkdown(text: string, role: 'user' | 'assistant', env: Surroundings): string {
  return (role === 'user' ? questions : answers).render(text, { ...env })
}

function build({ breaks }: { breaks: boolean }): MarkdownIt {
  const markdown = new Markdown({ html: false, linkify: true, breaks })
  markdown.use(formulas)
  markdown.use(footnotes)
  markdown.validateLink = isWebAddressOrFile
  const { rules } = markdown.renderer
  rules.link_open = (tokens, index, options, _env, self) => {
    const token = tokens[index]
    const href = String(token?.attrGet('href') ?? '')
    if (!isWebAddress(href)) token?.attrSet('href', '#')
    token?.attrSet('target', '_blank')
    token?.attrSet('rel', 'noopener noreferrer')
    return self.renderToken(tokens, index, options)
  }
  rules.image = (tokens, index, _options, env) => {
    const token = tokens[index]
    const address = String(token?.attrGet('src') ?? '')
    const source = surroundings(env).local?.get(address) ?? address
    const alt = token?.content ?? ''
    return isWebAddress(source) ? anchor(source, alt || source) : surroundings(env).picture(decoded(source), alt)
  }
  rules.fence = (tokens, index, _options, env) =>
    code(tokens[index]?.content ?? '', tokens[index]?.info ?? '', surroundings(env))
  rules.code_block = (tokens, index, _options, env) => code(tokens[index]?.content ?? '', '', surroundings(env))
  rules.table_open = () => '<div class="scroll"><table>'
  rules.table_close = () => '</table></div>'
  return markdown
}

const surroundings = (env: Env | undefined) => env as unknown as Surroundings

/** Pictures name files of the dump; every other address must be of the web. */
function isWebAddressOrFile(url: string): boolean {
  return isWebAddress(url) || /^files\/[^:]*$/.test(url)
}

/** A block of code with its language and a button that copies it. */
export function code(text: string, info: string, { words }: Pick<Surroundings, 'words'>): string {
  const language = escaped(info.trim().split(/\s+/)[0]?.slice(0, 30) ?? '')
  return `<figure class="code"><figcaption><span>${language}</span><button type="button" class="copy">${escaped(words.copy)}</button></figcaption><pre tabindex="0"><code>${escaped(text)}</code></pre></figure>\n`
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
