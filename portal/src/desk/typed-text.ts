import { keysymOf, RETURN, SHIFT } from './keysyms.ts'

/** One key going down or up. */
export interface KeyStroke {
  keysym: number
  pressed: boolean
}

const LINE_BREAK: KeyStroke[] = [
  { keysym: SHIFT, pressed: true },
  { keysym: RETURN, pressed: true },
  { keysym: RETURN, pressed: false },
  { keysym: SHIFT, pressed: false },
]

/**
 * The strokes that type a pasted text. guacd's clipboard knows Latin-1 only, typing knows everything.
 * A line break becomes Shift+Enter: Enter alone would send half a question to a chat. A tab becomes spaces: as a
 * key it would leave the field. What cannot be typed is left out.
 */
export function* strokesOf(text: string): Generator<KeyStroke[]> {
  const plain = text.replace(/\r\n?|\u2028|\u2029/g, '\n').replace(/\t/g, '    ')
  for (const sign of plain.normalize('NFC')) {
    if (sign === '\n') yield LINE_BREAK
    const codePoint = sign.codePointAt(0) ?? 0
    if (isControl(codePoint)) continue
    // A no-break space has no key of its own.
    const keysym = codePoint === 0xa0 || codePoint === 0x202f ? 0x20 : keysymOf(codePoint)
    yield [
      { keysym, pressed: true },
      { keysym, pressed: false },
    ]
  }
}

const isControl = (codePoint: number) =>
  codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0) || codePoint === 0xad
