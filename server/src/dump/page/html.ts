/** Text as it may stand in HTML, also inside a quoted attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, letter => ENTITIES[letter] ?? '')
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** A link when the address is http or https; its text alone otherwise. */
export function anchor(url: string, text: string): string {
  const shown = escaped(text)
  return isWebAddress(url) ? `<a href="${escaped(url)}" target="_blank" rel="noopener noreferrer">${shown}</a>` : shown
}

export function isWebAddress(url: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(url) && URL.canParse(url)
}
