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

/** Whether every sign of it has a key on a seat. */
export function isTypable(text: string): boolean {
  return [...text.normalize('NFC')].every(
    sign => sign < '\x7f' || legacy.has(sign.codePointAt(0) ?? 0) || onKeys.has(sign),
  )
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
export const ALT_GR = 0xfe03
export const CAPS_LOCK = 0xffe5
export const NUM_LOCK = 0xff7f
export const SUPER = 0xffeb
export const F4 = 0xffc1
export const F11 = 0xffc8
export const PRINT = 0xff61
export const META = 0xffe7
export const META_RIGHT = 0xffe8
export const LETTER_V = 0x76
export const CAPITAL_V = 0x56

const UNICODE = 0x1000000
const legacy = new Map<number, number>(
  [
    ...run('юабцдефгхийклмнопярстужвьызшэщчъ', 0x6c0),
    ...run('ЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ', 0x6e0),
    ['ё', 0x6a3],
    ['Ё', 0x6b3],
    ['№', 0x6b0],
    ['—', 0xaa9],
    ['–', 0xaaa],
    ['…', 0xaae],
    ['’', 0xad1],
    ['“', 0xad2],
    ['”', 0xad3],
    ['„', 0xafe],
    ['€', 0x20ac],
  ].map(([sign, keysym]) => [(sign as string).codePointAt(0) as number, keysym as number]),
)

/** In the keymap under their general names: letters of neighbours, signs. */
export const onKeys = new Set(
  '«»§°₽' +
    'àÀáÁâÂãÃäÄåÅæÆçÇèÈéÉêÊëËìÌíÍîÎïÏðÐñÑòÒóÓôÔõÕöÖøØùÙúÚûÛüÜýÝþÞßẞÿŸ' +
    'ąĄćĆčČďĎęĘěĚğĞıİłŁńŃňŇœŒőŐřŘśŚşŞšŠťŤůŮűŰźŹżŻžŽăĂțȚșȘāĀēĒīĪūŪ' +
    'іІїЇєЄґҐўЎђЂѓЃѕЅјЈљЉњЊћЋќЌџЏәӘғҒқҚңҢөӨұҰүҮһҺ' +
    '¡¿¢£¥¤¦¨©®™ª¬¯±²³´µ¶·¸¹º¼½¾×÷‘‚‹›•‰†←↑→↓↔⇒≈≠≤≥∞−√∑∆∂παβγδελμσφωΩθ✓✗☐′″',
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
