/** Lists beside a page's text: in a shared account they name other people's things. */
const BESIDE = ['nav', 'aside']

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
  const kept = BESIDE.reduce(without, html)
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

/** The markup without these elements and all they hold; one that is never closed goes to the end. */
function without(html: string, tag: string): string {
  let kept = ''
  let depth = 0
  let from = 0
  for (const mark of html.matchAll(new RegExp(`<(/?)${tag}(?=[\\s>/])[^>]*>`, 'gi'))) {
    if (depth === 0) kept += html.slice(from, mark.index)
    depth = Math.max(0, depth + (mark[1] ? -1 : 1))
    from = mark.index + mark[0].length
  }
  return depth === 0 ? kept + html.slice(from) : kept
}
