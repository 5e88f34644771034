import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { dumpWords } from '../words.ts'
import { chatSection, type TextRoom } from './chat.ts'
import { escaped } from './html.ts'
import type { Page, PageOf } from './page-of.ts'
import { Pictures } from './pictures.ts'
import { CONTENT_POLICY, SCRIPT } from './script.ts'
import { clipboardSection, downloadsSection, headSection, screenshotSection, tabsSection } from './sections.ts'
import { STYLE } from './style.ts'

/** Markdown that one page holds; a phone chokes on more. */
const TEXT_ON_PAGE = 6 * 1024 * 1024

/** Writes `index.html`: the whole dump as one article in one file, in the person's language. Written chat by chat. */
export async function writePage(page: PageOf, path: string): Promise<void> {
  const words = dumpWords[page.facts.person.locale]
  await pipeline(Readable.from(pieces({ ...page, words, pictures: new Pictures() })), createWriteStream(path))
}

async function* pieces(page: Page): AsyncGenerator<string> {
  const { facts, words, collected } = page
  yield `<!doctype html>
<html lang="${facts.person.locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${escaped(`${facts.slot.name} · ${page.clock.moment(facts.session.endedAt)}`)}</title>
<style>${STYLE}</style>
</head>
<body data-copied="${escaped(words.copied)}">
<div class="checker" role="presentation"></div>
<main>
`
  yield headSection(page)
  yield `<section id="chats"><h2>${escaped(words.chats)}</h2>\n`
  if (collected.chats.length === 0) yield `<p class="note">${escaped(words.noChats)}</p>`
  const room: TextRoom = { left: TEXT_ON_PAGE }
  for (const chat of collected.chats) yield await chatSection(page, chat, room)
  yield '</section>\n'
  yield tabsSection(page)
  yield downloadsSection(page)
  yield clipboardSection(page)
  yield await screenshotSection(page)
  yield `<footer><p>VDI Taxi · ${escaped(words.keptUntil(page.clock.dayInWords(facts.expiresAt)))}</p></footer>
</main>
<dialog><img alt=""></dialog>
<script>${SCRIPT}</script>
</body>
</html>
`
}
