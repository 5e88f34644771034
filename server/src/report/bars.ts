import { cut, type Drawn, INK, QUIET, round, text } from './svg.ts'

const ROW = 46
const NAMES = 300

export interface Bar {
  name: string
  hue: string
  share: number
  isEmpty: boolean
  says: string
}

/** Name, bar, and what it says right behind it. */
export function bars(rows: Bar[], wide: number): Drawn {
  const longest = Math.max(0, ...rows.filter(row => !row.isEmpty).map(row => row.says.length))
  const room = wide - NAMES - 24 - longest * 12.5
  const svg = rows.map((row, n) => {
    const y = n * ROW
    const width = row.isEmpty ? 0 : Math.max(4, row.share * room)
    const bar = row.isEmpty
      ? `<rect x="${NAMES}" y="${y + 10}" width="24" height="24" rx="4" fill="none" stroke="${row.hue}" stroke-width="2" stroke-dasharray="5 4"/>`
      : `<rect x="${NAMES}" y="${y + 8}" width="${round(width)}" height="28" rx="4" fill="${row.hue}"/>`
    return [
      text(cut(row.name, 24), { y: y + 31, size: 24 }),
      bar,
      text(row.says, {
        x: NAMES + (row.isEmpty ? 36 : width + 12),
        y: y + 30,
        size: 22,
        fill: row.isEmpty ? QUIET : INK,
      }),
    ].join('')
  })
  return { svg: svg.join(''), height: rows.length * ROW + 4 }
}
