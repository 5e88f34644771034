import { Defuddle } from 'defuddle/node'
import Turndown from 'turndown'

/** What others make of a page as the browser shows it: the yardsticks of the export. */
export const plainExporters: Record<string, (html: string, url: string) => Promise<string>> = {
  async defuddle(html, url) {
    const { content, contentMarkdown } = await Defuddle(html, url, { markdown: true })
    return contentMarkdown ?? content
  },
  async turndown(html) {
    const turndown = new Turndown({ codeBlockStyle: 'fenced', headingStyle: 'atx' })
    return turndown.remove(['script', 'style']).turndown(html)
  },
}
