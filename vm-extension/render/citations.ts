import type { Citation } from '@taxi/contract/chat.ts'

/** Numbers the sources of one turn: the same address has the same footnote. */
export interface Footnotes {
  /** The mark to stand in the text: `[^1]`, or several for a group. */
  cite(...sources: { url: string; title: string; quote?: string | undefined }[]): string
  /** A source that is only listed, unless it is cited already. */
  list(source: { url: string; title: string }): void
  citations: Citation[]
}

export function footnotes(): Footnotes {
  const citations: Citation[] = []
  const cited = (url: string) => citations.find(citation => citation.url === url)
  return {
    citations,
    cite(...sources) {
      const marks = sources.map(({ url, title, quote }) => {
        const known = cited(url)
        if (known?.marker) return known.marker
        const marker = `[^${citations.filter(citation => citation.marker).length + 1}]`
        if (known) known.marker = marker
        else citations.push({ url, title, marker, ...(quote ? { quote } : {}) })
        return marker
      })
      return [...new Set(marks)].join('')
    },
    list({ url, title }) {
      if (!cited(url)) citations.push({ url, title, marker: '' })
    },
  }
}

/** An address without the marks a service adds to count clicks. */
export function withoutTracking(address: string): string {
  if (!/[?&]utm_/.test(address)) return address
  // As text: what else is in the address stays as it was written.
  const [path = '', hash] = address.split('#', 2)
  const clean = path
    .replace(/([?&])utm_[^&]*/g, '$1')
    .replace(/&{2,}/g, '&')
    .replace(/\?&/, '?')
    .replace(/[?&]$/, '')
  return hash === undefined ? clean : `${clean}#${hash}`
}
