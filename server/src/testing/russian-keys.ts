import type { CDPSession, Page } from 'playwright-core'

const PLACES = {
  ...along(
    'KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight',
    'йцукенгшщзхъ',
    'ЙЦУКЕНГШЩЗХЪ',
  ),
  ...along('KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote', 'фывапролджэ', 'ФЫВАПРОЛДЖЭ'),
  ...along('KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash Backquote', 'ячсмитьбю.ё', 'ЯЧСМИТЬБЮ,Ё'),
  ...along(
    'Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal',
    '1234567890-=',
    '!"№;%:?*()_+',
  ),
} as Record<string, { code: string; shift: boolean } | undefined>

export const CTRL = 2

/** A hand on a Russian keyboard: the sign is Russian, the place is Latin. As fast as the browser takes it. */
export async function russianKeys(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  return {
    async type(text: string) {
      await Promise.all([...text].map(sign => press(cdp, sign)))
    },
    /** With these modifiers held. */
    press: (sign: string, modifiers: number) => press(cdp, sign, modifiers),
    /** A text the way an input method brings it: first shown, then settled. */
    async compose(steps: string[], settled: string) {
      for (const text of steps)
        await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
      await cdp.send('Input.insertText', { text: settled })
    },
    /** One event of a key, as other keyboards and systems send them. */
    event: (event: Parameters<typeof cdp.send<'Input.dispatchKeyEvent'>>[1]) =>
      cdp.send('Input.dispatchKeyEvent', event),
  }
}

/** Both halves are on their way before the first is answered: keys come in this order, and as fast as they can. */
async function press(cdp: CDPSession, sign: string, modifiers = 0): Promise<void> {
  const place = PLACES[sign] ?? { code: sign === '\n' ? 'Enter' : sign === ' ' ? 'Space' : '', shift: false }
  const key = sign === '\n' ? 'Enter' : sign
  const windowsVirtualKeyCode = virtualKey(place.code)
  const event = { key, code: place.code, windowsVirtualKeyCode, modifiers: modifiers || (place.shift ? 8 : 0) }
  await Promise.all([
    cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event, ...(modifiers ? {} : { text: sign }) }),
    cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event }),
  ])
}

function virtualKey(code: string): number {
  if (/^Key|^Digit/.test(code)) return code.charCodeAt(code.length - 1)
  return { Enter: 13, Space: 32 }[code] ?? 0
}

function along(codes: string, signs: string, shifted: string) {
  return Object.fromEntries(
    codes.split(' ').flatMap((code, i) => [
      [shifted[i], { code, shift: true }],
      [signs[i], { code, shift: false }],
    ]),
  )
}
