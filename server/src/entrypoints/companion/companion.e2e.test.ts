import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { TaxiChat } from '@taxi/contract/chat.ts'
import { newToken } from '../../outside/secrets.ts'
import { type CompanionBrowser, startCompanionBrowser } from '../../testing/companion-browser.ts'
import { type CompanionWorld, eventually, openCompanionWorld } from '../../testing/companion-world.ts'
import { openTestSite } from '../../testing/test-site.ts'

const PATIENCE_MS = 40_000

describe('the companion in a real browser', { timeout: 240_000 }, () => {
  const profile = mkdtempSync(join(tmpdir(), 'taxi-profile-'))
  let world: CompanionWorld
  let browser: CompanionBrowser
  let session: { id: string }
  before(async () => {
    world = await openCompanionWorld()
    browser = await startCompanionBrowser(profile)
    session = await world.session()
  })
  after(async () => {
    await browser?.close()
    await world?.close()
    rmSync(profile, { recursive: true, force: true })
  })

  const folder = (...rest: string[]) => join(world.dataDir, 'journal', session.id, ...rest)
  const generatingSince = async () =>
    (await world.db.sessions.findUniqueOrThrow({ where: { id: session.id } })).generating_since
  const chats = () => world.db.chats.findMany({ where: { session_id: session.id } })
  const exported = (id: string) => {
    const path = folder(`practice_${id}`, 'chat.json')
    return existsSync(path) ? TaxiChat.parse(JSON.parse(readFileSync(path, 'utf8'))) : null
  }
  async function write(text: string): Promise<string> {
    const page = await browser.page(/\/practice/)
    await page.waitForSelector('#question')
    await page.focus('#question')
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
    await page.waitForFunction(
      '!document.querySelector("main").dataset.generating && location.pathname.includes("/c/")',
      {
        timeout: PATIENCE_MS,
      },
    )
    return page.url().split('/').at(-1) ?? ''
  }

  let chat = ''

  it('told who it is, it connects; told to begin, it opens the seat’s page', async () => {
    const ticket = await world.companions.ticket('m')
    const join = `join(${JSON.stringify(ticket)})`
    await browser.taxi(join)
    await browser.taxi(join)

    await eventually(() => world.companions.connected('m'), PATIENCE_MS)
    await browser.page(/\/practice$/)
    assert.deepEqual(await chats(), [])
  })

  it('a chat the person writes in is exported while they sit there: Markdown, JSON, picture, file', async () => {
    chat = await write('Привет: код, таблица, формула, картинка и файл')

    await eventually(() => exported(chat)?.status === 'complete', PATIENCE_MS)
    const markdown = readFileSync(folder(`practice_${chat}`, 'chat.md'), 'utf8')
    assert.match(markdown, /Привет: код, таблица, формула, картинка и файл/)
    assert.match(markdown, /```python/)
    assert.match(markdown, /!\[Рисунок учебного сервиса\]\(files\/picture\.png\)/)
    const row = await eventually(async () => (await chats()).find(({ status }) => status !== null), PATIENCE_MS)
    assert.deepEqual([row?.chat_id, row?.sent_messages, row?.status], [chat, 1, 'complete'])
    assert.deepEqual(readdirSync(folder(`practice_${chat}`, 'files')).sort(), ['picture.png', 'Отчёт.csv'])
    const png = readFileSync(folder(`practice_${chat}`, 'files', 'picture.png'))
    assert.equal(png.subarray(1, 4).toString(), 'PNG')
  })

  it('what the page shows reads the same as what its API tells', async () => {
    const shown = await browser.run<{ turns: { markdown: string; images: unknown[]; attachments: unknown[] }[] }>(
      `(async () => {
        const [tab] = await chrome.tabs.query({ url: '${world.base}/practice/*' })
        const target = { tabId: tab.id }
        await chrome.scripting.executeScript({ target, files: ['/page-reader.js'] })
        const [done] = await chrome.scripting.executeScript({ target, func: () => taxiPageReader('practice', false) })
        return done.result
      })()`,
    )

    const told = exported(chat)?.turns ?? []
    const plain = (markdown = '') =>
      markdown
        .replace(/\s+/g, ' ')
        .replace(/\|[-:| ]+\|/g, '|-|')
        .replace(/ ?\$\$ ?/g, ' $$$$ ')
    assert.deepEqual(
      shown.turns.map(turn => plain(turn.markdown)),
      told.map(turn => plain(turn.markdown)),
    )
    assert.deepEqual([shown.turns[1]?.images.length, shown.turns[1]?.attachments.length], [1, 1])
  })

  it('the tabs are told as they stand', async () => {
    const { tabs } = await world.companions.ask('m', { t: 'tabs' }, 5_000)

    const shown = tabs.find(tab => tab.url.endsWith(chat))
    assert.match(shown?.title ?? '', /^Привет/)
    assert.equal(shown?.active, true)
  })

  it('an answer that takes long is reported while it grows, also over a mended line, and saved before it is done', async () => {
    await write('ok')
    const page = await browser.page(/\/practice/)
    await page.keyboard.type('исследование')
    await page.keyboard.press('Enter')

    const since = await eventually(generatingSince, PATIENCE_MS)
    await browser.taxi(`join(${JSON.stringify(await world.companions.ticket('m'))})`)
    await eventually(() => world.companions.connected('m'), PATIENCE_MS)
    const growing = await eventually(() => (exported(chat)?.turns.length === 6 ? exported(chat) : null), PATIENCE_MS)
    assert.deepEqual([growing.status, growing.why], ['partial', 'the answer was still being written'])
    assert.deepEqual(await generatingSince(), since, 'a line that was mended changes nothing')
    await eventually(async () => !(await generatingSince()), PATIENCE_MS)
    await eventually(() => exported(chat)?.status === 'complete', PATIENCE_MS)
    assert.match(exported(chat)?.turns.at(-1)?.markdown ?? '', /Исследование заняло 20 секунд/)
  })

  it('killed and started again, the browser’s companion comes back by itself and goes on with the session', async () => {
    const before = await world.db.sessions.findUniqueOrThrow({ where: { id: session.id } })
    // Chromium writes cookies down within 30 s; killed earlier, it has lost the sign-in.
    const cookies = join(profile, 'Default', 'Cookies')
    await eventually(() => existsSync(cookies) && readFileSync(cookies).includes('practice_account'), 45_000)
    await browser.kill()
    await eventually(() => !world.companions.connected('m'), PATIENCE_MS)

    browser = await startCompanionBrowser(profile, `${world.base}/practice/c/${chat}`)
    await eventually(() => world.companions.connected('m'), PATIENCE_MS)
    await eventually(async () => {
      const now = await world.db.sessions.findUniqueOrThrow({ where: { id: session.id } })
      return now.upload_token_hash !== before.upload_token_hash
    })

    const status = await browser.taxi<{ session_id: string; touched: number }>('status()')
    assert.deepEqual([status.session_id, status.touched], [session.id, 1])
    await write('После перерыва')
    await eventually(() => exported(chat)?.turns.some(turn => turn.markdown === 'После перерыва'), PATIENCE_MS)
  })

  it('finish exports what changed a moment ago, and tells what the browser saw', async () => {
    const id = await write('Последнее слово и файл')

    const found = await world.companions.ask('m', { t: 'finish', session_id: session.id, deadline_ms: 20_000 }, 25_000)

    assert.deepEqual(found.chats, [{ service: 'practice', id, status: 'complete' }])
    assert.match(JSON.stringify(exported(id)), /Последнее слово и файл/)
    assert.ok(found.history.some(({ url }) => url.endsWith(`/practice/c/${id}`)))
    assert.ok(found.downloads.some(({ name, state }) => /Отчёт/.test(name) && state === 'complete'))
  })

  it('finish waits for a download under way, and stops one that does not end', async t => {
    const site = await openTestSite()
    t.after(() => site.close())
    for (const path of ['/slow', '/endless']) {
      const page = await browser.browser.newPage()
      await page.goto(site.url + path).catch(() => null)
      const known = `chrome.downloads.search({query: ['${path.slice(1)}']})`
      await eventually(async () => (await browser.run<unknown[]>(known)).length > 0, PATIENCE_MS)
      await page.close()
    }
    const finish = { t: 'finish', session_id: session.id, deadline_ms: 5_000 } as const
    const downloads = async () => {
      const found = await world.companions.ask('m', finish, 25_000)
      return Object.fromEntries(found.downloads.map(({ name, state }) => [name, state]))
    }

    const first = await downloads()
    assert.equal(first['slow.bin'], 'complete')
    assert.equal(first['endless.bin'], 'in_progress')
    assert.equal((await downloads())['endless.bin'], 'interrupted')
  })

  it('finish brings the chat even when the person has closed every page of the service', async () => {
    const page = await browser.page(/\/practice/)
    await page.goto('about:blank')
    // A line that was down for a moment opens nothing in front of the person.
    await browser.taxi(`join(${JSON.stringify(await world.companions.ticket('m'))})`)
    await eventually(() => world.companions.connected('m'), PATIENCE_MS)
    await new Promise(resolve => setTimeout(resolve, 2_500))
    assert.deepEqual(
      (await browser.browser.pages()).map(page => page.url()),
      ['about:blank'],
    )

    const found = await world.companions.ask('m', { t: 'finish', session_id: session.id, deadline_ms: 20_000 }, 25_000)
    assert.equal(found.chats[0]?.status, 'complete')
  })

  it('a first answer that is still being written is brought as far as it is, though its chat has no address yet', async () => {
    const page = (await browser.browser.pages())[0]
    await page?.goto(`${world.base}/practice`)
    await page?.waitForSelector('#question')
    await page?.type('#question', 'research')
    await page?.keyboard.press('Enter')
    await eventually(generatingSince, PATIENCE_MS)

    const { chats } = await world.companions.ask(
      'm',
      { t: 'finish', session_id: session.id, deadline_ms: 20_000 },
      25_000,
    )

    assert.match(page?.url() ?? '', /\/practice$/)
    const started = chats.find(({ id }) => id !== chat)
    assert.equal(started?.status, 'partial')
    assert.equal(exported(started?.id ?? '')?.turns[0]?.markdown, 'research')
  })

  it('session cookies of the sign-in get a date, those of other sites do not', async () => {
    await browser.run(
      `Promise.all([
        chrome.cookies.set({ url: '${world.base}/practice', name: 'sid', value: '1', path: '/' }),
        chrome.cookies.set({ url: 'http://private.example.com/', name: 'mail', value: '1' }),
      ])`,
    )
    await world.companions.ask('m', { t: 'keep_cookies' }, 5_000)

    const kept = await browser.run<{ name: string; session: boolean }[]>('chrome.cookies.getAll({})')
    assert.equal(kept.find(({ name }) => name === 'sid')?.session, false)
    assert.equal(kept.find(({ name }) => name === 'mail')?.session, true)
  })

  it('after the end it knows the session no more, and the next person’s begins empty', async () => {
    await world.companions.ask('m', { t: 'end', session_id: session.id }, 5_000)
    await assert.rejects(
      world.companions.ask('m', { t: 'finish', session_id: session.id, deadline_ms: 1_000 }, 5_000),
      /not known/,
    )
    await world.freed(session.id)

    const page = (await browser.browser.pages())[0]
    await page?.goto(`${world.base}/practice/c/${chat}`)
    session = await world.session()
    const begin = {
      t: 'begin',
      session_id: session.id,
      service: 'practice',
      start_url: `${world.base}/practice`,
    } as const
    await world.companions.ask('m', { ...begin, since: new Date().toISOString(), upload_token: newToken() }, 5_000)
    await page?.reload()
    await page?.waitForSelector('article')

    const status = await browser.taxi<{ touched: number }>('status()')
    assert.equal(status.touched, 0)
  })
})
