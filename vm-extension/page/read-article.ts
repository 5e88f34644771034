import { isProbablyReaderable, Readability } from '@mozilla/readability'
import { pageMarkdown } from '../render/page-markdown.ts'
import type { Shown } from '../services/shown.ts'
import { type Seen, shownTurn } from './page-reader.ts'

/** Menus and lists of other things: on a page of an account that may be other people's chats. */
const BESIDE =
  'nav, aside, [role="navigation"], [role="complementary"], [role="banner"], [role="dialog"], body > footer'
const MAIN = 'main, [role="main"]'
/** Icons and counting pixels are no pictures. */
const SMALLEST_PX = 40
const MOST_PICTURES = 100

/**
 * Any page as one text with its pictures: the article when it is one, else all that stands in its main part. The page
 * is not touched. `whole` says that nobody is at work any more: what is read now is the last word.
 */
export function readArticle(seen: Seen, whole: boolean): Shown {
  const { root, title } = articleOf(seen)
  const images = picturesIn(root, seen.url)
  const markdown = pageMarkdown(root, { pictures: true, link: address => absolute(address, seen.url) })
  const turn = shownTurn({ key: 'page', role: 'assistant', markdown, images })
  return {
    chat_id: null,
    title,
    model: null,
    generating: false,
    whole,
    total: null,
    turns: markdown ? [turn] : [],
    artifacts: [],
    assets: [],
    quotas: [],
  }
}

function articleOf({ document }: Seen): { root: Element; title: string } {
  const copy = document.cloneNode(true) as Document
  for (const beside of copy.querySelectorAll(BESIDE)) beside.remove()
  const main = (copy.querySelector(MAIN) ?? copy.body).cloneNode(true) as Element
  const whole = { root: main, title: document.title.trim() }
  if (!isProbablyReaderable(copy)) return whole
  const article = new Readability<Element>(copy, {
    keepClasses: true,
    serializer: element => element as Element,
  }).parse()
  // A chat is many small articles: one of them is not the page.
  if (!article?.content || lengthOf(article.content) < lengthOf(main) / 2) return whole
  return { root: article.content, title: (article.title || document.title).trim() }
}

const lengthOf = ({ textContent }: Element) => (textContent ?? '').replace(/\s+/g, ' ').length

/** The pictures of the text; in it they have whole addresses then. */
function picturesIn(root: Element, at: URL): Shown['turns'][number]['images'] {
  const pictures = [...root.querySelectorAll('img')].flatMap(image => {
    const url = absolute(image.getAttribute('src') ?? '', at)
    const alt = (image.getAttribute('alt') ?? '').trim()
    if (!/^https?:|^data:image\/(?!svg)/.test(url) || isSmall(image)) {
      image.remove()
      return []
    }
    image.setAttribute('src', url)
    const name = url.startsWith('data:') ? '' : (new URL(url).pathname.split('/').at(-1) ?? '')
    return [{ url, alt, name: name || alt || 'picture', kind: 'web' as const }]
  })
  const fresh = new Map(pictures.map(picture => [picture.url, picture]))
  return [...fresh.values()].slice(0, MOST_PICTURES)
}

const isSmall = (image: Element) =>
  ['width', 'height'].some(side => Number(image.getAttribute(side) ?? SMALLEST_PX) < SMALLEST_PX)

const absolute = (address: string, at: URL) => (URL.canParse(address, at) ? new URL(address, at).href : address)
