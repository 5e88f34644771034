/**
 * Keysyms for what people type. The seat's keymap holds Cyrillic and the signs of Russian typography under their
 * old X11 names; a VNC server takes 0x1000430-style names for other characters, and after some twenty of those
 * letters vanish.
 */

/** The keysym that types this code point on a seat. */
export function keysymOf(codePoint: number): number {
  if (codePoint >= 0x20 && codePoint <= 0xff) return codePoint
  return legacy.get(codePoint) ?? UNICODE + codePoint
}

/** The same for a keysym as `Guacamole.Keyboard` names it: Unicode ones are renamed, all others stay. */
export function seatKeysym(keysym: number): number {
  return keysym > UNICODE && keysym <= UNICODE + 0x10ffff ? keysymOf(keysym - UNICODE) : keysym
}

/** True when a keysym is not a letter or sign of the Latin part of the keyboard. */
export function isForeignLetter(keysym: number): boolean {
  return keysym > 0xff && (keysym < 0xfd00 || keysym > 0xffff)
}

/**
 * What a shortcut means whatever layout is on: Ctrl+С on a Russian keyboard is Ctrl+C. `code` is the key's place,
 * `KeyboardEvent.code`; null when the place has no Latin name.
 */
export function latinOf(code: string, shift: boolean): number | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return (shift ? letter : letter.toLowerCase()).charCodeAt(0)
  const digit = /^Digit(\d)$/.exec(code)?.[1]
  if (digit) return digit.charCodeAt(0)
  return places[code]?.charCodeAt(0) ?? null
}

export const RETURN = 0xff0d
export const TAB = 0xff09
export const ESCAPE = 0xff1b
export const DELETE = 0xffff
export const SHIFT = 0xffe1
export const CONTROL = 0xffe3
export const CONTROL_RIGHT = 0xffe4
export const ALT = 0xffe9
export const META = 0xffe7
export const META_RIGHT = 0xffe8

const UNICODE = 0x1000000
const legacy = new Map<number, number>(
  [
    ...run('юабцдефгхийклмнопярстужвьызшэщчъ', 0x6c0),
    ...run('ЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ', 0x6e0),
    ...run('ђѓёєѕіїјљњћќґўџ№ЂЃЁЄЅІЇЈЉЊЋЌҐЎЏ', 0x6a1),
    ['—', 0xaa9],
    ['–', 0xaaa],
    ['…', 0xaae],
    ['‘', 0xad0],
    ['’', 0xad1],
    ['“', 0xad2],
    ['”', 0xad3],
    ['„', 0xafe],
    ['€', 0x20ac],
  ].map(([sign, keysym]) => [(sign as string).codePointAt(0) as number, keysym as number]),
)

const places: Record<string, string> = {
  Comma: ',',
  Period: '.',
  Slash: '/',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Backquote: '`',
  Minus: '-',
  Equal: '=',
  Backslash: '\\',
}

function run(letters: string, first: number): [string, number][] {
  return [...letters].map((letter, i) => [letter, first + i])
}
