import type { PageReader } from '../page/page-reader.ts'
import { mimeOf } from './mime-of.ts'
import type { Shown } from './shown.ts'

const JOB = '[data-job-id]'

/** Higgsfield's library: one figure per job, with what it was made from. */
export const higgsfieldPage: PageReader = {
  chatId: ({ url }) => url.pathname.match(/^\/(?:library|assets)\/([\w-]+)\/?$/)?.[1] ?? null,
  title: ({ document }) => document.title.replace(/\s*[|–-]?\s*Higgsfield.*$/, '').trim() || 'Library',
  generating: `${JOB} [role="progressbar"]`,
  turns: JOB,
  key: job => job.getAttribute('data-job-id'),
  read: () => null,
  tiles: { at: JOB, read: (job, { url }) => assetIn(job, url) },
}

/** A job that is still being made, or failed, has nothing to keep. */
function assetIn(job: Element, at: URL): Shown['assets'][number] | null {
  const id = job.getAttribute('data-job-id')
  const film = job.querySelector('video[src], video source[src], audio[src]')
  const shown = film ?? job.querySelector('img[src]')
  const address = shown?.getAttribute('src')
  if (!id || !shown || !address) return null
  const url = new URL(address, at)
  const kind = shown.matches('img') ? 'image' : shown.matches('audio') ? 'audio' : 'video'
  const usual = mimeOf({ image: '.png', audio: '.mp3', video: '.mp4' }[kind])
  const mime = mimeOf(url.pathname).replace('application/octet-stream', usual)
  const prompt = job.querySelector('figcaption')?.textContent?.trim()
  return { id, kind, title: prompt || id, mime, ...(prompt ? { prompt } : {}), model: null, url: url.href }
}
