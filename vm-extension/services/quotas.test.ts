import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fixtureWorld } from '../testing/fixture-world.ts'
import type { Page } from './page.ts'

/** The recorded chat, read while the person works; `limits` is what the service says of them. */
async function quotasAfter(name: string, which: string, asked: string, limits: unknown) {
  const world = fixtureWorld(name)
  const page = world.page(which)
  const json: Page['json'] = (path, request) =>
    path.startsWith(asked) ? Promise.resolve(limits) : page.json(path, request)
  const read = (last: boolean) => world.read(which, { last, page: { json } })
  assert.deepEqual((await read(true)).quotas, [], 'nobody waits for them at the end')
  return (await read(false)).quotas
}

describe('what is left of an account', () => {
  it('ChatGPT tells what of each feature, and until when', async () => {
    const limits = {
      limits_progress: [
        { feature_name: 'deep_research', remaining: 12, reset_after: '2026-12-03T09:00:00+00:00' },
        { feature_name: 'file_upload', remaining: 80, reset_after: null },
        { feature_name: 'nothing_said', remaining: null, reset_after: null },
      ],
    }
    assert.deepEqual(await quotasAfter('chatgpt', 'code-tables-math', '/backend-api/conversation/init', limits), [
      { what: 'Deep Research', left: 12, resets_at: '2026-12-03T09:00:00.000Z' },
      { what: 'file upload', left: 80, resets_at: null },
    ])
  })

  it('Claude tells what is used: the rest is left', async () => {
    const limits = {
      five_hour: { utilization: 6.4, resets_at: '2026-11-21T14:59:59.943648+00:00' },
      seven_day: { utilization: 100, resets_at: null },
      seven_day_opus: null,
    }
    const org = '/api/organizations/bbcadc5e-315d-4d02-aa8a-1daeeaa102e7/usage'
    assert.deepEqual(await quotasAfter('claude', 'code-tables-math', org, limits), [
      { what: '% of 5 h', left: 94, resets_at: '2026-11-21T14:59:59.943Z' },
      { what: '% of 7 d', left: 0, resets_at: null },
    ])
  })

  it('Perplexity and Grok tell how often one may still ask', async () => {
    const limits = { remaining_pro: 590, remaining_research: 18, remaining_labs: null }
    assert.deepEqual(await quotasAfter('perplexity', 'citations-table', '/rest/rate-limit/all', limits), [
      { what: 'Pro', left: 590, resets_at: null },
      { what: 'Research', left: 18, resets_at: null },
    ])
    assert.deepEqual(await quotasAfter('grok', 'windmill', '/rest/rate-limits', { remainingQueries: 41 }), [
      { what: 'grok-4', left: 41, resets_at: null },
    ])
  })

  it('an answer of another shape, or none, holds up no chat', async () => {
    const org = '/api/organizations/bbcadc5e-315d-4d02-aa8a-1daeeaa102e7/usage'
    assert.deepEqual(await quotasAfter('claude', 'code-tables-math', org, { five_hour: 'much' }), [])
    const { chat, quotas } = await fixtureWorld('perplexity').read('citations-table', { last: false })
    assert.deepEqual([chat.status, quotas], ['complete', []])
  })
})
