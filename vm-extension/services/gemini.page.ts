import { type PageReader, shownTurn } from '../page/page-reader.ts'
import { footnotes } from '../render/citations.ts'
import { plainText } from '../render/page-markdown.ts'
import { geminiChatAt } from './gemini-address.ts'
import { planOf } from './gemini-documents.ts'
import { sizesOf } from './gemini-media.ts'
import { openDocument, said, sourcesIn } from './gemini-panel.page.ts'
import { mimeOf } from './mime-of.ts'
import type { Shown, ShownTurn } from './shown.ts'

const TURN = '.conversation-container'
const TITLE = [
  '[data-test-id="conversation"] a[aria-current="page"] .title-text',
  '[data-test-id="conversation-title"]',
].join(', ')

const words = (element: Element | null | undefined) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim()

/** Gemini's history: a question and its answer in one container; older ones are loaded when the top is reached. */
export const geminiPage: PageReader = {
  chatId: ({ url }) => geminiChatAt(url),
  title: ({ document }) =>
    words(document.querySelector(TITLE)) ||
    document.title.replace(/^(?:Google )?Gemini$|\s*[-–] (?:Google )?Gemini$/, ''),
  generating: '.markdown[aria-busy="true"], .send-button.stop',
  turns: TURN,
  key: turn => turn.id || (turn.querySelector('message-content')?.id ?? null),
  scroller: '#chat-history',

  read(turn, { url }) {
    const question = questionIn(turn, url)
    const answer = answerIn(turn, url)
    return [...(question ? [question] : []), ...(answer ? [answer] : [])]
  },

  documents: {
    opener: 'immersive-entry-chip',
    titleOf: chip =>
      words(chip.querySelector('[data-test-id="artifact-text"], .card-title, [data-test-id="title"]')) || words(chip),
    closer: 'immersive-panel [data-test-id="close-button"]',
    unfold: '[data-test-id="used-sources-button"] [aria-expanded="false"]',
    read: ({ document }) => openDocument(document),
  },
  beside: ({ document }) => ({ artifacts: plansIn(document) }),
}

function questionIn(turn: Element, at: URL): ShownTurn | null {
  const query = turn.querySelector('user-query')
  if (!query) return null
  const typed = query.querySelector('.query-text')
  return shownTurn({
    key: `${turn.id}:q`,
    role: 'user',
    markdown: typed ? plainText(typed) : '',
    images: [...query.querySelectorAll('img[data-test-id="uploaded-img"], .preview-image')].flatMap(image =>
      picture(image, 'upload', at),
    ),
    attachments: [...query.querySelectorAll('[data-test-id="uploaded-file"]')].flatMap(fileIn),
  })
}

function fileIn(preview: Element): ShownTurn['attachments'] {
  const label = preview.querySelector('[aria-label]')?.getAttribute('aria-label')
  const drawn = [words(preview.querySelector('.new-file-name')), words(preview.querySelector('.new-file-type'))]
  const name = label?.trim() || drawn.filter(Boolean).join('.').toLowerCase()
  return name ? [{ name, mime: mimeOf(name), url: null }] : []
}

function answerIn(turn: Element, at: URL): ShownTurn | null {
  const response = turn.querySelector('model-response')
  if (!response) return null
  const notes = footnotes()
  const sources = sourcesIn(response)
  const bodies = [...response.querySelectorAll('message-content .markdown')].filter(
    body => !body.closest('model-thoughts') && !body.parentElement?.closest('.markdown'),
  )
  const markdown = bodies
    .map(body => said(body, sources, notes))
    .join('\n\n')
    .trim()
  for (const source of sources) notes.list(source)
  const thinking = words(response.querySelector('model-thoughts .thoughts-content, [data-test-id="thoughts-content"]'))
  return shownTurn({
    key: `${turn.id}:a`,
    id: `r_${turn.id}`,
    role: 'assistant',
    markdown,
    ...(thinking ? { thinking } : {}),
    images: [
      ...[...response.querySelectorAll('generated-image img.image')].flatMap(image => picture(image, 'generated', at)),
      ...[...response.querySelectorAll('.search-images img, .web-images img')].flatMap(image =>
        picture(image, 'web', at),
      ),
    ],
    attachments: [...response.querySelectorAll('video[src], audio[src], video source[src]')].flatMap(film =>
      filmIn(film, at),
    ),
    citations: notes.citations,
  })
}

function picture(image: Element, kind: ShownTurn['images'][number]['kind'], at: URL): ShownTurn['images'] {
  const src = image.getAttribute('src')
  if (!src) return []
  const url = new URL(src, at).href
  const whole = image.closest('[data-full-size-image-uri]')?.getAttribute('data-full-size-image-uri')
  const label = (image.getAttribute('alt') ?? '').replace(/,? AI generated$/, '')
  const name = kind === 'upload' ? label.replace(/^Image of /, '') : label
  const sizes = whole ? { larger: whole } : sizesOf(url)
  return [{ url, ...sizes, alt: kind === 'upload' ? '' : label, name: name || 'picture', kind }]
}

function filmIn(film: Element, at: URL): ShownTurn['attachments'] {
  const url = new URL(film.getAttribute('src') ?? '', at)
  const isAudio = film.matches('audio, audio *')
  const name = url.searchParams.get('filename') ?? (isAudio ? 'music.mp3' : 'video.mp4')
  const mime = mimeOf(name) === 'application/octet-stream' ? (isAudio ? 'audio/mpeg' : 'video/mp4') : mimeOf(name)
  return [{ name, mime, url: url.href }]
}

/** What a research is to do: shown within the answer that proposes it. */
function plansIn(document: Document): Shown['artifacts'] {
  return [...document.querySelectorAll(`${TURN} deep-research-confirmation-widget`)].flatMap(widget => {
    const steps = [...widget.querySelectorAll('.research-step')].map(step => ({
      name: words(step.querySelector('.research-step-title')),
      what: words(step.querySelector('.research-step-description')) || null,
    }))
    const title = words(widget.querySelector('[data-test-id="title"]'))
    if (!title || steps.length === 0) return []
    const { versions: _, ...plan } = planOf(widget.closest(TURN)?.id ?? '', title, steps)
    return [plan]
  })
}
