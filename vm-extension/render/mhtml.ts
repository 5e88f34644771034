/** What holds lists beside a page's text, by its name or by what it says it is: they name other people's things. */
const NAMES = /^(?:nav|aside|(?=.*side-?(?:nav|bar))(?!.*(?:container|content|layout)).*)$/
const ROLES = /\srole=["']?(?:navigation|complementary)\b/
const WORDS = /\s(?:id|class)=(["'])(?:[^"']*\s)?side-?bar(?:\s[^"']*)?\1/
/** These hold the page. */
const NEVER = new Set(['html', 'body', 'main'])

/** A page as the browser saved it, without what stands beside its text. */
export function withoutBeside(mhtml: string): string {
  const boundary = mhtml.match(/boundary="([^"]+)"/)?.[1]
  if (!boundary) return mhtml
  const [head = '', ...parts] = mhtml.split(`--${boundary}`)
  return [head, ...parts.map(cleaned)].join(`--${boundary}`)
}

function cleaned(part: string): string {
  const end = part.indexOf('\r\n\r\n')
  const headers = part.slice(0, end)
  if (end < 0 || !/^Content-Type: text\/html/im.test(headers)) return part
  const html = decoded(part.slice(end + 4), headers)
  const kept = withoutLists(html)
  if (kept === html) return part
  const encoding = headers.replace(/^Content-Transfer-Encoding: .*$/im, 'Content-Transfer-Encoding: base64')
  return `${encoding}\r\n\r\n${btoa(kept).replace(/(.{76})/g, '$1\r\n')}\r\n`
}

/** Byte for byte, whatever the page's letters are. */
function decoded(body: string, headers: string): string {
  if (/^Content-Transfer-Encoding: base64/im.test(headers)) return atob(body.replace(/\s/g, ''))
  if (!/^Content-Transfer-Encoding: quoted-printable/im.test(headers)) return body
  return body
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** The markup without such elements and all they hold; one that is never closed goes to the end. */
function withoutLists(html: string): string {
  let kept = ''
  let from = 0
  for (const opened of html.matchAll(/<([a-z][\w-]*)((?:\s[^<>]*)?)>/gi)) {
    if (opened.index < from || !isBeside((opened[1] ?? '').toLowerCase(), (opened[2] ?? '').toLowerCase())) continue
    kept += html.slice(from, opened.index)
    from = endOf(html, opened[1] ?? '', opened.index)
  }
  return kept + html.slice(from)
}

const isBeside = (name: string, says: string) =>
  !NEVER.has(name) && (NAMES.test(name) || ROLES.test(says) || WORDS.test(says))

/** Where the element that begins here ends. */
function endOf(html: string, name: string, begins: number): number {
  const marks = new RegExp(`<(/?)${name}(?=[\\s>/])[^>]*>`, 'gi')
  marks.lastIndex = begins
  let depth = 0
  for (let mark = marks.exec(html); mark; mark = marks.exec(html)) {
    depth += mark[1] ? -1 : 1
    if (depth === 0) return marks.lastIndex
  }
  return html.length
}
