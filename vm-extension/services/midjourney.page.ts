import type { PageReader } from '../page/page-reader.ts'
import type { Shown } from './shown.ts'

const MADE = 'img[src*="cdn.midjourney.com/"], video[src*="cdn.midjourney.com/"]'
const JOB = /cdn\.midjourney\.com\/(?:video\/)?([0-9a-f]{8}-[0-9a-f-]{27})\/(?:0_)?(\d)/

/** Midjourney's pages: whatever picture or film stands there names its job and its place in it. */
export const midjourneyPage: PageReader = {
  chatId: ({ url }) =>
    url.pathname.match(/^\/jobs\/([0-9a-f]{8}-[0-9a-f-]{27})\/?$/)?.[1] ??
    url.pathname.match(/^\/(imagine)\/?$/)?.[1] ??
    null,
  title: ({ document }) => document.title.replace(/\s*[|–-]?\s*Midjourney.*$/, '').trim() || 'Midjourney',
  generating: '[role="progressbar"]',
  turns: MADE,
  key: made => made.getAttribute('src'),
  read: () => null,
  tiles: { at: MADE, read: (made, { url }) => assetIn(made, url) },
}

/** On the page of one job only that job's. */
function assetIn(made: Element, at: URL): Shown['assets'][number] | null {
  const address = made.getAttribute('src') ?? ''
  const [, job = '', place = '0'] = JOB.exec(address) ?? []
  const shown = midjourneyPage.chatId({ document: made.ownerDocument, url: at })
  if (!job || (shown !== 'imagine' && shown !== job)) return null
  const isFilm = made.matches('video')
  const prompt = promptOf(made)
  return {
    id: `${job}_${place}`,
    kind: isFilm ? 'video' : 'image',
    title: prompt || `${job}_${place}`,
    mime: isFilm ? 'video/mp4' : 'image/png',
    ...(prompt ? { prompt } : {}),
    model: null,
    // What the page draws is small; in full it stands beside.
    url: isFilm ? new URL(address, at).href : `https://cdn.midjourney.com/${job}/0_${place}.png`,
  }
}

const promptOf = (made: Element): string =>
  made.getAttribute('alt')?.trim() ||
  made.closest('[data-job-id], figure, article')?.querySelector('figcaption, p')?.textContent?.trim() ||
  ''
