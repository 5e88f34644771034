import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deliversExpected } from '../testing/delivers-expected.ts'
import { fixtureWorld } from '../testing/fixture-world.ts'
import { flow } from './flow.ts'
import { NotAnswered } from './page.ts'

const id = '8dfea6e5-c634-42f2-a8a0-4a4ded66db2c'
const media = (more: object) => ({
  name: 'm1',
  mediaType: 'VIDEO',
  prompt: 'A boat',
  model: 'veo_3_1',
  createTime: '2026-11-17T07:20:00.000Z',
  ...more,
})
const project = (medias: object[], more: object = {}) => ({
  result: {
    data: { json: { projectId: id, projectInfo: { projectTitle: 'Boat' }, workflows: [{ media: medias }], ...more } },
  },
})
const told = (answer: unknown) => fixtureWorld('flow').read('project', { page: { json: async () => answer } })

describe('Flow', () => {
  it('knows a project by its address, in every language of the page', () => {
    const at = (path: string) => flow.chatAt(new URL(path, 'https://labs.google'))
    assert.equal(at(`/fx/tools/flow/project/${id}`), id)
    assert.equal(at(`/fx/pt-BR/tools/flow/project/${id}`), id)
    assert.equal(at(`/fx/de/tools/flow/project/${id}/scene/1`), id)
    for (const path of ['/fx/tools/flow', '/fx/tools/whisk/project', '/fx']) assert.equal(at(path), null)
    assert.ok(!flow.owns(new URL('https://labs.google/search'), new URL('https://labs.google/fx')))
  })

  it('every film arrives over the API, with its words, model and time', async () => {
    const world = fixtureWorld('flow')
    const reading = await world.read('project')
    deliversExpected(reading, world.expected('project'))
    assert.deepEqual(
      reading.chat.assets?.map(({ model, at }) => [model, at]),
      Array(2).fill(['veo_3_1', '2026-11-17T07:20:00.000Z']),
    )
    assert.deepEqual([reading.chat.source, reading.chat.status], ['api', 'complete'])
  })

  it('with the API down, what the page shows arrives', async () => {
    const world = fixtureWorld('flow')
    const json = () => Promise.reject(new NotAnswered(500, '/fx/api/trpc/flow.projectInitialData'))
    const reading = await world.read('project', { page: { json } })
    deliversExpected(reading, world.expected('project'), { page: true })
    assert.equal(reading.chat.source, 'page')
  })

  it('what the page does not show now is fetched by its name', async () => {
    const world = fixtureWorld('flow')
    const page = world.page('project')
    const found = await flow.readByApi?.(world.ref('project'), { ...page, json: async () => project([media({})]) })
    const url = found?.assets?.[0]?.bytes?.url
    const address = typeof url === 'function' ? await url(page) : url
    assert.equal(address, 'https://labs.google/fx/api/trpc/media.getMediaUrlRedirect?name=m1')
  })

  it('what only the page shows is added', async () => {
    const { chat } = await told(project([media({ name: '8e29baa6-0172-469d-af51-4826eb8cc6f8' })]))
    assert.deepEqual(
      chat.assets?.map(({ prompt, model }) => [prompt, model]),
      [
        ['A boat', 'veo_3_1'],
        ['The same boat at night', null],
      ],
    )
    assert.equal(chat.source, 'mixed')
  })

  it('pictures, things without words, an empty project; nothing of the account', async () => {
    const owned = project(
      [
        media({
          name: '8e29baa6-0172-469d-af51-4826eb8cc6f8',
          mediaType: 'IMAGE',
          prompt: null,
          model: null,
          createTime: null,
        }),
      ],
      {
        user: { email: 'secret@example.test' },
        ownerEmail: 'secret@example.test',
      },
    )
    const { chat, raw } = await told(owned)
    const [asset] = chat.assets ?? []
    assert.deepEqual([asset?.kind, asset?.mime, asset?.model, asset?.at], ['image', 'image/png', null, null])
    assert.doesNotMatch(JSON.stringify([chat, raw]), /secret@/)
  })

  it('another shape or another project is not believed: the page is read', async () => {
    for (const answer of [{ result: {} }, project([], { projectId: 'other' }), { error: { json: { code: -32004 } } }]) {
      const { chat } = await told(answer)
      assert.equal(chat.source, 'page')
      assert.equal(chat.assets?.length, 2)
    }
  })
})
