import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseHTML } from 'linkedom'
import { look } from '../page/look.ts'
import { chatMarkdown } from '../render/markdown.ts'
import type { Drift } from '../session/drift.ts'
import { readChat } from '../session/read-chat.ts'
import { deliversExpected } from '../testing/delivers-expected.ts'
import { fixtureWorld } from '../testing/fixture-world.ts'
import { anyPage } from './any-page.ts'
import { serviceAt } from './services.ts'
import type { Shown } from './shown.ts'

const world = fixtureWorld('page')
const home = new URL('https://www.tools.example/start')
const owner = (address: string, seat = home) => serviceAt(new URL(address), seat)?.name

describe('any page', () => {
  it('an article is kept with its pictures, tables, code and formulas, and nothing of what stands around it', async () => {
    const reading = await world.read('article')

    deliversExpected(reading, world.expected('article'), { page: true })
    const markdown = chatMarkdown(reading.chat)
    assert.match(markdown, /!\[The bridge in spring\]\(files\/bridge\.png\)/)
    assert.match(markdown, /\[the archive of the year 1931\]\(https:\/\/tools\.example\/archive\/1931\?x=1\)/)
    assert.equal(reading.chat.turns[0]?.images.length, 1)
  })

  it('a chat of a service nobody taught is kept whole, not only its longest answer', async () => {
    deliversExpected(await world.read('unknown-chat'), world.expected('unknown-chat'), { page: true })
  })

  it('at the end it is kept as the browser saves it, too; until then it is not the last word', async () => {
    const shown = { whole: true } as Partial<Shown>
    const page = world.page('article')
    const atEnd = { shown: async (service: string) => ({ ...(await page.shown(service, true)), ...shown }) }

    const last = await world.read('article', { page: atEnd })
    assert.deepEqual([last.chat.status, last.chat.turns[0]?.attachments[0]?.path], ['complete', 'files/page.mhtml'])
    const early = await world.read('article', { last: false })
    assert.deepEqual([early.chat.status, early.chat.turns[0]?.attachments], ['partial', []])
  })

  it('is asked for pages of the seat’s own site, when no reader knows the seat’s service', () => {
    assert.equal(owner('https://tools.example/guides/bridge'), 'page')
    assert.equal(owner('https://app.tools.example/x'), 'page')
    assert.equal(owner('https://mail.example/inbox'), undefined)
    assert.equal(owner('https://chatgpt.com/c/1'), 'chatgpt')
    assert.equal(owner('https://help.openai.com/x', new URL('https://chatgpt.com/')), undefined)
    assert.equal(owner('http://127.0.0.1:3000/app', new URL('http://127.0.0.1:3000/practice')), undefined)
    assert.equal(owner('chrome://settings'), undefined)
  })

  it('an address is one page, whatever place in it is shown; the entrance is none', () => {
    assert.equal(anyPage.chatAt(new URL('https://a.example/x/?q=1#part')), 'a.example/x?q=1')
    assert.equal(anyPage.chatAt(new URL('https://a.example/#/room/2')), 'a.example#/room/2')
    assert.equal(anyPage.chatAt(new URL('https://a.example/#part')), null)
  })
})

describe('a page its own reader no longer knows', () => {
  const chatgpt = fixtureWorld('chatgpt')
  const changed =
    '<html><title>Budget</title><body><nav>Other chat</nav><main><p>All of it is here.</p></main></body></html>'

  const drifts: Drift[] = []

  async function read(last: boolean) {
    const chat = chatgpt.ref('code-tables-math')
    const { document } = parseHTML(changed)
    const page = chatgpt.page('code-tables-math', {
      json: async path => (/session/.test(path) ? { accessToken: 't' } : { another: 'shape' }),
      shown: async service => (await look(service, { document, url: new URL(chat.url) }, false)) as Shown,
    })
    const pages = { any: async () => page, showing: async () => page }
    return readChat(chatgpt.service, chat, pages, last, drift => drifts.push(drift))
  }

  it('is kept as one text at the end, said to be no more than that, without the list of chats beside it', async () => {
    const { chat } = await read(true)

    assert.equal(chat.status, 'partial')
    assert.match(chat.why ?? '', /^kept as the page looked: neither API nor page could be read/)
    assert.deepEqual(
      chat.turns.map(({ markdown }) => markdown),
      ['All of it is here.'],
    )
    assert.deepEqual(
      drifts.map(({ service, answer }) => [service, answer]),
      [
        ['chatgpt', { another: 'shape' }],
        ['chatgpt', undefined],
      ],
    )
  })

  it('while the person works it is tried again: the page may only be loading', async () => {
    await assert.rejects(read(false), /neither API nor page/)
  })
})
