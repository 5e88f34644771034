import type { CDPSession } from 'playwright-core'

const rows: [string, string][] = [["qwertyuiop[]asdfghjkl;'zxcvbnm,.`", 'йцукенгшщзхъфывапролджэячсмитьбюё']]
const codes: Record<string, string> = {
  '[': 'BracketLeft',
  ']': 'BracketRight',
  ';': 'Semicolon',
  "'": 'Quote',
  ',': 'Comma',
  '.': 'Period',
  '`': 'Backquote',
  ' ': 'Space',
  '-': 'Minus',
  '/': 'Slash',
}

/** The physical key a person presses for this letter, on a Russian or an American layout. */
export function keyOf(letter: string): { key: string; code: string; shift: boolean } {
  const lower = letter.toLowerCase()
  const shift = lower !== letter
  for (const [latin, russian] of rows) {
    const at = [...russian].indexOf(lower)
    const physical = at >= 0 ? latin[at] : latin.includes(lower) ? lower : undefined
    if (physical) return { key: letter, code: codes[physical] ?? `Key${physical.toUpperCase()}`, shift }
  }
  if (/\d/.test(letter)) return { key: letter, code: `Digit${letter}`, shift: false }
  return { key: letter, code: codes[letter] ?? '', shift: false }
}

/** Types as a keyboard does, key by key. Playwright's own `type` inserts text it has no key for, and no key would arrive. */
export async function typeKeys(page: CDPSession, text: string): Promise<void> {
  for (const letter of text) await press(page, keyOf(letter))
}

export async function pressEnter(page: CDPSession): Promise<void> {
  await press(page, { key: 'Enter', code: 'Enter', shift: false })
}

/** Ctrl and a letter's key. */
export async function pressCtrl(page: CDPSession, letter: string): Promise<void> {
  await key(page, 'rawKeyDown', 'Control', 'ControlLeft', 2)
  await key(page, 'rawKeyDown', letter, `Key${letter.toUpperCase()}`, 2)
  await key(page, 'keyUp', letter, `Key${letter.toUpperCase()}`, 2)
  await key(page, 'keyUp', 'Control', 'ControlLeft', 0)
}

async function press(
  page: CDPSession,
  { key: name, code, shift }: { key: string; code: string; shift: boolean },
): Promise<void> {
  const modifiers = shift ? 8 : 0
  if (shift) await key(page, 'rawKeyDown', 'Shift', 'ShiftLeft', modifiers)
  await key(page, 'rawKeyDown', name, code, modifiers)
  await key(page, 'keyUp', name, code, modifiers)
  if (shift) await key(page, 'keyUp', 'Shift', 'ShiftLeft', 0)
}

async function key(
  page: CDPSession,
  type: 'rawKeyDown' | 'keyUp',
  name: string,
  code: string,
  modifiers: number,
): Promise<void> {
  await page.send('Input.dispatchKeyEvent', {
    type,
    key: name,
    code,
    modifiers,
    windowsVirtualKeyCode: virtualKey(name, code),
  })
}

/** Windows virtual key codes: what a page sees as `keyCode`. */
function virtualKey(name: string, code: string): number {
  const named: Record<string, number> = { Enter: 13, Shift: 16, Control: 17, ' ': 32 }
  if (named[name]) return named[name]
  const letter = code.startsWith('Key') ? code.charCodeAt(3) : code.startsWith('Digit') ? code.charCodeAt(5) : 0
  return letter || 186
}
