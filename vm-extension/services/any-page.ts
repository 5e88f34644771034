import { foundOnPage } from './from-page.ts'
import type { Service } from './service.ts'

/**
 * The pages of a seat whose service no reader knows: each page is kept as an article with its pictures, and as the
 * browser itself saves it. Pages of other sites are the person's reading, not what was made at the seat.
 */
export const anyPage: Service = {
  name: 'page',

  owns: (url, home) => /^https?:$/.test(url.protocol) && isOnSite(url, home),
  /** Every page but a site's entrance; what leads within a page is no other page, unless it is written as a path. */
  chatAt({ host, pathname, search, hash }) {
    const path = `${pathname.replace(/\/+$/, '')}${search}${/^#!?\//.test(hash) ? hash : ''}`
    return path ? `${host}${path}`.slice(0, 200) : null
  },
  addressOf: (chatId, home) => `${home.protocol}//${chatId}`,
  signInHosts: home => [home.hostname],

  isMessage: () => false,
  answering: 'button[aria-label^="Stop"], button[data-testid*="stop" i]',

  async readShown(shown, _chat, page) {
    const found = foundOnPage(shown)
    const snapshot = shown.whole ? await page.snapshot() : null
    if (shown.whole && !snapshot) found.notes = ['the browser could not save the page']
    const [article] = found.turns
    if (snapshot && article)
      article.attachments.push({
        name: 'page.mhtml',
        mime: 'multipart/related',
        size: 0,
        bytes: { key: `snapshot ${Date.now()}`, url: snapshot },
      })
    return found
  },
}

function isOnSite({ hostname }: URL, home: URL): boolean {
  const site = home.hostname.replace(/^www\./, '')
  return hostname === site || hostname.endsWith(`.${site}`)
}
