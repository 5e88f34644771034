export const INK = '#17181A'
export const QUIET = '#5E6168'
export const LINE = '#E6E4DC'

export interface Drawn {
  svg: string
  height: number
}

interface Type {
  x?: number
  y: number
  size: number
  weight?: number
  fill?: string
  anchor?: 'start' | 'middle' | 'end'
}

/** Words at a place; the font is the picture's. */
export function text(says: string, { x = 0, y, size, weight = 400, fill = INK, anchor = 'start' }: Type): string {
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escaped(says)}</text>`
}

/** Lines of about so many letters, broken between words. */
export function wrapped(says: string, letters: number): string[] {
  const lines: string[] = []
  for (const word of says.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length >= letters) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}

export const round = (value: number) => Math.round(value * 10) / 10
export const cut = (name: string, letters: number) => (name.length > letters ? `${name.slice(0, letters - 1)}…` : name)
const escaped = (says: string) =>
  // What XML cannot hold is left out.
  [...says.toWellFormed()]
    .filter(letter => letter >= ' ' && letter !== '\uffff' && letter !== '\ufffe')
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
