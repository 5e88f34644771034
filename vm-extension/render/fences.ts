interface Piece {
  code: boolean
  lines: string[]
}

/** Changes only what stands outside fenced code. */
export function outsideFences(markdown: string, change: (plain: string) => string): string {
  return split(markdown)
    .pieces.map(({ code, lines }) => (code ? lines.join('\n') : change(lines.join('\n'))))
    .join('\n')
}

/** Changes only what is no code at all: neither fenced nor between backticks. */
export function outsideCode(markdown: string, change: (plain: string) => string): string {
  return outsideFences(markdown, plain =>
    plain
      .split(/((?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`))/)
      // The marks themselves are caught too: every third piece.
      .map((piece, index) => (index % 3 === 0 ? change(piece) : index % 3 === 1 ? piece : ''))
      .join(''),
  )
}

/** Ends a fence that was left open: an answer stopped in the middle of its code must not swallow what follows. */
export function closeFences(markdown: string): string {
  const { open } = split(markdown)
  return open ? `${markdown.replace(/\n$/, '')}\n${open}` : markdown
}

/** A fence longer than any in the text, so that the text cannot end it. */
export function fenced(text: string, language = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([marks]) => marks.length))
  const marks = '`'.repeat(longest + 1)
  return `${marks}${language}\n${text}\n${marks}`
}

/** Lines by whether they are code, fence marks included; `open` is the mark of a fence without an end. */
function split(markdown: string): { pieces: Piece[]; open: string | null } {
  const pieces: Piece[] = []
  let open: string | null = null
  for (const line of markdown.split('\n')) {
    const mark: string | undefined = line.match(/^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/)?.[1]
    if (open === null && mark) {
      open = mark
      pieces.push({ code: true, lines: [line] })
      continue
    }
    add(pieces, open !== null, line)
    // A fence ends with at least as many of the same marks and nothing behind them.
    if (open !== null && mark?.startsWith(open) && line.trim() === mark) {
      open = null
      pieces.push({ code: false, lines: [] })
    }
  }
  return { pieces: pieces.filter(({ lines }) => lines.length > 0), open }
}

function add(pieces: Piece[], code: boolean, line: string): void {
  const last = pieces.at(-1)
  if (last?.code === code) last.lines.push(line)
  else pieces.push({ code, lines: [line] })
}
