import { after, afterEach, before, test } from 'node:test'
import { type DeskBrowser, openDeskBrowser } from '../../../server/src/testing/desk-browser.ts'
import { MIXED } from '../../../server/src/testing/mixed-text.ts'
import { russianKeys } from '../../../server/src/testing/russian-keys.ts'
import { copyInHere, holdsHere } from '../../../server/src/testing/screen-clipboard.ts'

let desk: DeskBrowser
before(async () => {
  desk = await openDeskBrowser()
})
after(() => desk?.close())
afterEach(() => desk.leave())

const RUNS = 10
const KILOBYTES_64 = `${MIXED}\n\t漢字 😀👩‍👩‍👧 ℵ₀ עברית\n`.repeat(34)

for (let run = 1; run <= RUNS; run++)
  test(`1,300 signs typed, pasted and copied out again, run ${run} of ${RUNS}: no difference`, async () => {
    const { page } = await desk.sitDown()
    const keys = await russianKeys(page)
    await copyInHere(page, 'something else')

    await keys.type(MIXED)
    await desk.field.holds(MIXED, 60_000)
    await page.keyboard.press('Control+A')
    await page.keyboard.press('Control+C')
    await holdsHere(page, MIXED)
    await page.keyboard.press('Delete')
    await desk.field.holds('')

    const pasted = `${run}: ${MIXED}`
    await copyInHere(page, pasted)
    await page.evaluate(() => dispatchEvent(new Event('blur')))
    await page.keyboard.press('Control+V')
    await desk.field.holds(pasted)
  })

test('64 kB of anything there is, pasted in and copied out', async () => {
  const { page } = await desk.sitDown()
  await copyInHere(page, KILOBYTES_64)

  await page.keyboard.press('Control+V')
  await desk.field.holds(KILOBYTES_64, 60_000)
  await copyInHere(page, 'something else')
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Control+C')

  await holdsHere(page, KILOBYTES_64)
})
