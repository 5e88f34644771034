import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { changeSlot } from '../../../server/src/actions/admin/change-slot.ts'
import { type DeskBrowser, openBar, openDeskBrowser } from '../../../server/src/testing/desk-browser.ts'
import { MIXED } from '../../../server/src/testing/mixed-text.ts'
import { CTRL, russianKeys } from '../../../server/src/testing/russian-keys.ts'
import { copyInHere, copyThere, here, holdsHere, pastedThere } from '../../../server/src/testing/screen-clipboard.ts'
import { onKeys } from './keysyms.ts'

let desk: DeskBrowser
before(async () => {
  desk = await openDeskBrowser()
})
after(() => desk?.close())
afterEach(() => desk.leave())

test('what is typed on a Latin and on a Russian keyboard arrives', async () => {
  const { page } = await desk.sitDown()

  await page.keyboard.type('Hello, World 1+1=2;')
  const keys = await russianKeys(page)
  await keys.type('Привет')

  await desk.field.holds('Hello, World 1+1=2;Привет')
})

test('shortcuts work with the Russian layout on: Ctrl+Ф selects all, Ctrl+Ч cuts', async () => {
  const { page } = await desk.sitDown()
  const keys = await russianKeys(page)
  await page.keyboard.type('gone')
  await desk.field.holds('gone')

  await page.keyboard.down('Control')
  await keys.press('ф', CTRL)
  await keys.press('ч', CTRL)
  await page.keyboard.up('Control')

  await desk.field.holds('')
})

test('a pasted text with Russian, signs and line breaks arrives to the letter, and only once', async () => {
  const { page } = await desk.sitDown()
  const text = `Вопрос № 1: что такое «ёлка»?\nif (a && b) { return "да" } — ${'слово '.repeat(300)}\nконец`
  await page.evaluate(value => navigator.clipboard.writeText(value), text)

  await page.keyboard.press('Control+V')

  await desk.field.holds(text)
})

test('what was copied on the machine last is what Ctrl+V pastes there', async () => {
  const { page } = await desk.sitDown()
  await page.evaluate(() => navigator.clipboard.writeText('from here'))
  await page.keyboard.type('copied there')
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Control+C')
  await page.waitForTimeout(700)
  await page.keyboard.press('End')
  await page.keyboard.press('Control+V')

  await desk.field.holds('copied therecopied there')
})

test('the paste box types what is put into it', async () => {
  const { page } = await desk.sitDown()
  await openBar(page)
  await page.getByRole('button', { name: 'Вставить текст' }).click()

  await page.getByRole('textbox', { name: 'Вставить текст' }).fill('из окна')
  await page.getByRole('button', { name: 'Напечатать' }).click()

  await desk.field.holds('из окна')
  await page.keyboard.type('!')
  await desk.field.holds('из окна!')
})

test('keys that the browser keeps for itself are sent from the bar', async () => {
  const { page } = await desk.sitDown()
  const heard = desk.field.page.evaluate(
    () => new Promise<string>(resolve => addEventListener('keydown', event => resolve(event.key), { once: true })),
  )
  await openBar(page)
  await page.getByRole('button', { name: 'Клавиши', exact: true }).click()

  await page.getByRole('menuitem', { name: 'Esc' }).click()

  assert.equal(await heard, 'Escape')
})

test('after the bar, a click on the screen gives it the keyboard back', async () => {
  const { page } = await desk.sitDown()
  await openBar(page)
  await page.getByRole('button', { name: 'Клавиши', exact: true }).click()
  await page.keyboard.press('Escape')

  await page.mouse.click(640, 400)
  await page.keyboard.type('back again')

  await desk.field.holds('back again')
})

test('in full screen the browser is asked for the keys it would keep', async () => {
  const { page } = await desk.sitDown()
  await page.evaluate(() => {
    const keyboard = (navigator as unknown as { keyboard: { lock(): Promise<void> } }).keyboard
    const lock = keyboard.lock.bind(keyboard)
    keyboard.lock = () => lock().then(() => document.documentElement.setAttribute('data-locked', 'yes'))
  })
  await openBar(page)

  await page.getByRole('button', { name: 'Во весь экран' }).click()

  await page.locator('html[data-locked=yes]').waitFor({ state: 'attached' })
  assert.ok(await page.evaluate(() => document.fullscreenElement !== null))
  await page.keyboard.type('typed')
  await desk.field.holds('typed')
  await page.evaluate(() => document.exitFullscreen())
})

test('1,300 signs of Russian, English and punctuation, pressed as fast as keys go, arrive without a difference', async () => {
  const { page } = await desk.sitDown()
  const keys = await russianKeys(page)

  await keys.type(MIXED)

  await desk.field.holds(MIXED)
})

test('letters of other alphabets and signs have keys of their own, with Caps Lock on as well', async () => {
  const { page } = await desk.sitDown()
  const text = [...onKeys].join('')
  await page.keyboard.press('CapsLock')

  await page.keyboard.insertText(text)
  await page.keyboard.type(' aA')

  await desk.field.holds(`${text} aA`)
})

test('the same 1,300 signs pasted arrive without a difference, with emoji, tabs and line breaks too', async () => {
  const { page } = await desk.sitDown()
  const text = `${MIXED}\n\t漢字 😀👩‍👩‍👧 ℵ₀\n`
  await copyInHere(page, text)

  await page.keyboard.press('Control+V')

  await desk.field.holds(text)
})

test('Russian copied on the machine is in this computer’s clipboard a moment later', async () => {
  const { page } = await desk.sitDown()
  await desk.field.page.locator('textarea').fill(MIXED)
  await page.keyboard.press('Control+A')

  await page.keyboard.press('Control+C')

  await holdsHere(page, MIXED)
})

test('what is typed right after a paste comes after it', async () => {
  const { page } = await desk.sitDown()
  await copyInHere(page, 'вставлено')

  await page.keyboard.press('Control+V')
  await page.keyboard.type(' and typed')
  await page.keyboard.press('Control+V')

  await desk.field.holds('вставлено and typedвставлено')
})

test('pictures are pasted in and copied out', async () => {
  const { page } = await desk.sitDown()
  const picture = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(20, 10)
    canvas.getContext('2d')?.fillRect(0, 0, 7, 7)
    const blob = await canvas.convertToBlob({ type: 'image/png' })
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })])
    return [...new Uint8Array(await blob.arrayBuffer())]
  })
  await page.keyboard.press('Control+V')
  for (let tries = 0; tries < 50 && sizeOf(pastedOrNone()) !== '20 10'; tries++) await page.waitForTimeout(100)
  assert.equal(sizeOf(pastedOrNone()), '20 10')
  await copyInHere(page, 'no picture')

  await copyThere(desk.screen, Buffer.from(picture), 'image/png')

  const kinds = () => page.evaluate(async () => (await navigator.clipboard.read())[0]?.types)
  for (let tries = 0; tries < 50 && !(await kinds())?.includes('image/png'); tries++) await page.waitForTimeout(100)
  assert.ok((await kinds())?.includes('image/png'))
})
const sizeOf = (png: Buffer) => (png.length < 24 ? '' : `${png.readUInt32BE(16)} ${png.readUInt32BE(20)}`)
function pastedOrNone(): Buffer {
  try {
    return pastedThere(desk.screen, 'image/png')
  } catch {
    return Buffer.alloc(0)
  }
}

test('where the browser keeps its clipboard to itself, Ctrl+V still pastes, and a copy waits for a click', async () => {
  const helper = await (await desk.newContext()).newPage()
  await helper.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await helper.goto(`${desk.world.base}/desk/nothing`)
  await copyInHere(helper, 'из Firefox')
  const { page } = await desk.sitDown({ permissions: [] })
  await page.evaluate(() => {
    const denied = () => Promise.reject(new DOMException('denied', 'NotAllowedError'))
    Object.assign(navigator.clipboard, { readText: denied, read: denied, writeText: denied, write: denied })
  })

  await page.keyboard.press('Control+V')
  await desk.field.holds('из Firefox')
  await page.keyboard.type(' туда')
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Control+C')
  await page.getByText('Скопировано на машине. ').waitFor()
  await page.getByRole('button', { name: 'Скопировать' }).click()

  await page.getByText('Скопировано на машине. ').waitFor({ state: 'hidden' })
  await helper.bringToFront()
  await holdsHere(helper, 'из Firefox туда')
})

test('a slot that takes nothing in and lets nothing out says so, from the moment it is told', async () => {
  const { page } = await desk.sitDown()
  await copyInHere(page, 'from here')
  const slot = desk.world.slot.id
  await changeSlot(desk.world.parts, slot, { clipboard_in: false, clipboard_out: false })
  try {
    await openBar(page)
    await page.getByRole('img', { name: 'Из этого слота ничего не копируется' }).waitFor()
    await copyThere(desk.screen, 'from there')
    await page.keyboard.press('Control+V')

    await page.getByText('Этот слот ничего не берёт из вашего буфера. ').waitFor()
    await desk.field.holds('from there')
    assert.equal(await here(page), 'from here')
  } finally {
    await changeSlot(desk.world.parts, slot, { clipboard_in: true, clipboard_out: true })
  }
})

test('a held key repeats as often as the person’s own computer says, however late the news of its end', async () => {
  const { page } = await desk.sitDown()
  const keys = await russianKeys(page)
  const ф = { key: 'ф', code: 'KeyA', windowsVirtualKeyCode: 65 }

  await keys.event({ type: 'keyDown', ...ф, text: 'ф' })
  await page.waitForTimeout(1_000)
  for (let times = 0; times < 3; times++) await keys.event({ type: 'keyDown', ...ф, text: 'ф', autoRepeat: true })
  await keys.event({ type: 'keyUp', ...ф })
  await page.keyboard.type('!')

  await desk.field.holds('фффф!')
})

test('a modifier let go of elsewhere does not stick', async () => {
  const { page } = await desk.sitDown()
  await page.keyboard.type('ab')

  await page.keyboard.down('Control')
  await page.evaluate(() => dispatchEvent(new Event('blur')))
  await page.keyboard.up('Control')
  await page.keyboard.down('Alt')
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await page.keyboard.up('Alt')
  const keys = await russianKeys(page)
  // Shift went up while another window had the keyboard: the next key says so.
  await page.keyboard.down('Shift')
  await keys.event({ type: 'keyDown', key: 'a', code: 'KeyA', windowsVirtualKeyCode: 65, text: 'a' })
  await keys.event({ type: 'keyUp', key: 'a', code: 'KeyA', windowsVirtualKeyCode: 65 })

  await desk.field.holds('aba')
  await page.keyboard.up('Shift')
})

test('AltGr, dead keys, input methods and emoji bring what they show', async () => {
  const { page } = await desk.sitDown()
  const keys = await russianKeys(page)
  const altGr = { key: 'AltGraph', code: 'AltRight', windowsVirtualKeyCode: 18, location: 2 }

  await keys.event({ type: 'rawKeyDown', key: 'Control', code: 'ControlLeft', windowsVirtualKeyCode: 17, modifiers: 2 })
  await keys.event({ type: 'rawKeyDown', ...altGr, modifiers: 0 })
  await keys.event({ type: 'keyDown', key: '@', code: 'KeyQ', windowsVirtualKeyCode: 81, text: '@' })
  await keys.event({ type: 'keyUp', key: '@', code: 'KeyQ', windowsVirtualKeyCode: 81 })
  await keys.event({ type: 'keyUp', ...altGr })
  await keys.event({ type: 'keyUp', key: 'Control', code: 'ControlLeft', windowsVirtualKeyCode: 17 })
  await desk.field.holds('@')
  await keys.compose(['´'], 'é')
  await keys.compose(['か', 'かん'], '漢')
  await page.keyboard.insertText('😀')

  await desk.field.holds('@é漢😀')
})
