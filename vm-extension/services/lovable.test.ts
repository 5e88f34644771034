import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseHTML } from 'linkedom'
import { collect } from '../page/collect.ts'
import { fixtureWorld } from '../testing/fixture-world.ts'
import { lovablePage } from './lovable.page.ts'
import { lovable } from './lovable.ts'

const id = 'e2b1d331-bba8-41ea-a2c9-0bf0ca3c1068'
const shown = (html: string) =>
  collect(
    lovablePage,
    {
      document: parseHTML(`<html><head><title>Shop | Lovable</title></head><body>${html}</body></html>`).document,
      url: new URL(`https://lovable.dev/projects/${id}`),
    },
    false,
  )

describe('Lovable', () => {
  it('knows a project by its address, whatever is open in it', () => {
    const at = (path: string) => lovable.chatAt(new URL(path, 'https://lovable.dev'))
    assert.equal(at(`/projects/${id}`), id)
    assert.equal(at(`/projects/${id}/settings?tab=x`), id)
    for (const path of ['/', '/dashboard', '/projects', '/projects/create']) assert.equal(at(path), null)
    assert.ok(lovable.isMessage(new URL(`https://api.lovable.dev/projects/${id}/chat`)))
    assert.ok(!lovable.isMessage(new URL(`https://api.lovable.dev/projects/${id}/chat/messages`)))
  })

  it('what is mounted is read in the order the page puts it, and said to be a part', async () => {
    const { chat } = await fixtureWorld('lovable').read('virtual-chat')
    const [first, second] = chat.turns
    assert.match(first?.markdown ?? '', /Change request 9/)
    assert.deepEqual([first?.role, second?.role, chat.title], ['user', 'assistant', 'Button mover'])
    assert.match(second?.markdown ?? '', /I moved the button to position 9\.\n\n- +Edited `src\/App.tsx`/)
    assert.deepEqual([chat.source, chat.status], ['page', 'partial'])
    assert.doesNotMatch(JSON.stringify(chat), /tools used|Thought for/)
  })

  it('pictures and files of a message, a message without text, another way to place it', async () => {
    const { turns } = await shown(`
      <div data-message-id="aimsg_2" style="transform: translateY(300px)"><div class="prose"><p>Done</p><div class="prose"><p>inner</p></div></div><a download="app.zip" href="/x/app.zip">zip</a></div>
      <div data-message-id="umsg_1" style="transform: translateY(0px)"><img src="/up/sketch.png" alt="sketch"><img src="/avatar.png" alt="avatar"></div>`)
    assert.deepEqual(
      turns.map(({ id, markdown }) => [id, markdown]),
      [
        ['umsg_1', ''],
        ['aimsg_2', 'Done\n\ninner'],
      ],
    )
    assert.deepEqual(
      turns[0]?.images.map(({ url, kind }) => [url, kind]),
      [['https://lovable.dev/up/sketch.png', 'upload']],
    )
    assert.deepEqual(turns[1]?.attachments, [
      { name: 'app.zip', mime: 'application/zip', url: 'https://lovable.dev/x/app.zip' },
    ])
  })
})
