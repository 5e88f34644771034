import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { type DeskBrowser, openBar, openDeskBrowser } from '../../../../server/src/testing/desk-browser.ts'

let desk: DeskBrowser
before(async () => {
  desk = await openDeskBrowser()
})
after(() => desk?.close())
afterEach(async () => {
  await desk.leave()
  rmSync(desk.screen.downloads, { recursive: true, force: true })
})

async function openFiles(page: Page) {
  await openBar(page)
  await page.getByRole('button', { name: 'Файлы' }).click()
  return page.getByRole('complementary', { name: 'Файлы' })
}

/** As a drag from a folder of the person's own does it. */
async function dropOn(page: Page, files: { name: string; content: string }[]) {
  const data = await page.evaluateHandle(given => {
    const transfer = new DataTransfer()
    for (const { name, content } of given) transfer.items.add(new File([content], name))
    return transfer
  }, files)
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: data })
  await page.getByText('Отпустите, чтобы передать файлы на машину').waitFor()
  await page.dispatchEvent('body', 'drop', { dataTransfer: data })
}

test('a file dropped on the screen lies in Downloads on the machine and is shown there', async () => {
  const { page, complaints } = await desk.sitDown()

  await dropOn(page, [
    { name: 'отчёт за март.txt', content: 'содержимое' },
    { name: 'b.csv', content: '1,2' },
  ])

  const panel = page.getByRole('complementary', { name: 'Файлы' })
  await panel.locator('[data-file="b.csv"]').waitFor()
  await panel.locator('[data-file="отчёт за март.txt"]').waitFor()
  assert.equal(readFileSync(join(desk.screen.downloads, 'отчёт за март.txt'), 'utf8'), 'содержимое')
  assert.deepEqual(complaints, [])
})

test('what lies on the machine is fetched by its name, and deleted after a question', async () => {
  const { page } = await desk.sitDown()
  mkdirSync(desk.screen.downloads, { recursive: true })
  writeFileSync(join(desk.screen.downloads, 'ответ.pdf'), 'a long answer')
  const panel = await openFiles(page)

  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: 'Скачать ответ.pdf' }).click(),
  ])
  assert.equal(saved.suggestedFilename(), 'ответ.pdf')
  assert.equal(readFileSync((await saved.path()) as string, 'utf8'), 'a long answer')
  await panel.getByRole('button', { name: 'Удалить ответ.pdf' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click()

  await panel.getByText('Пока пусто.').waitFor()
  assert.deepEqual(readdirSync(desk.screen.downloads), [])
})

test('an upload is cancelled on its way; one above the limit is told so before it goes', async () => {
  const { page } = await desk.sitDown()
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.enable')
  const panel = await openFiles(page)
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 300_000 }
  await cdp.send('Network.emulateNetworkConditions', slow)
  const chooser = panel.locator('input[type=file]')

  const content = Buffer.alloc(3_000_000, 7)
  await chooser.setInputFiles({ name: 'big.bin', mimeType: 'application/octet-stream', buffer: content })
  await panel.getByText(/из 2,9\sМБ · [1-9]/).waitFor()
  await panel.getByRole('button', { name: 'Отменить big.bin' }).click()
  await panel.getByText('big.bin').waitFor({ state: 'detached' })

  await page.evaluate(() => {
    const huge = new File(['x'], 'huge.bin')
    Object.defineProperty(huge, 'size', { value: 300 * 1024 * 1024 })
    const data = { items: [{ getAsFile: () => huge, webkitGetAsEntry: () => null }], types: ['Files'] }
    window.dispatchEvent(Object.assign(new Event('drop'), { dataTransfer: data }))
  })
  await panel.getByText(/Больше 200\sМБ/).waitFor()
  assert.deepEqual(readdirSync(desk.screen.downloads), [])
})
