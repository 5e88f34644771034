import type { Service } from './service.ts'

/** Midjourney: no chat but jobs of four pictures each, and a page of all that was made. Its page is read. */
export const midjourney: Service = {
  name: 'midjourney',
  library: true,

  owns: url => /^(?:www\.)?midjourney\.com$/.test(url.hostname),
  chatAt: url =>
    url.pathname.match(/^\/jobs\/([0-9a-f]{8}-[0-9a-f-]{27})\/?$/)?.[1] ??
    url.pathname.match(/^\/(imagine)\/?$/)?.[1] ??
    null,
  addressOf: chatId => `https://www.midjourney.com/${chatId === 'imagine' ? chatId : `jobs/${chatId}`}`,
  signInHosts: () => ['www.midjourney.com'],

  isMessage: url => url.pathname === '/api/submit-jobs',
  answering: '[role="progressbar"]',
}

// Look here by hand: open a job and the page where one imagines, and compare `img[src*="cdn.midjourney.com"]` with
// midjourney.page.ts; make a picture and compare the request with `isMessage`. The answers of its API were never seen.
