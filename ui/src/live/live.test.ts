import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Client, Refused } from '@taxi/contract/client.ts'
import { BOARD_EPOCH_HEADER, BOARD_VERSION_HEADER, type LiveEvents } from '@taxi/contract/live.ts'
import type { MyQueue } from '@taxi/contract/queue.ts'
import { buildDump, buildOffer, buildPlace, buildSession, buildSlot } from '../testing/build.ts'
import type { LineOptions } from './line.ts'
import { createLive, type Remembered } from './live.ts'

/** A server of our own: what it answers, and the line through which it tells. */
function startFakes(remembered: Remembered | null = null, fails: Refused | null = null) {
  const server = { epoch: 'a', version: 1, state: 'free' as 'free' | 'busy', loads: 0, fails }
  const heard = {
    signedOut: 0,
    remembered: [] as Remembered[],
    queues: [] as MyQueue[],
    ended: [] as (string | null)[],
  }
  let line: LineOptions | null = null
  const slots = () => [buildSlot({ id: 'x', state: server.state })]
  const answer = async (name: string) => {
    if (server.fails) throw server.fails
    if (name === 'slots') server.loads += 1
    return {
      slots: slots(),
      sessions: [],
      myQueue: { places: [], offers: [] },
      asks: { asks: [] },
      templates: [],
      profile: { name: 'Olga' },
    }[name]
  }
  const client = {
    base: 'https://taxi.example',
    call: answer,
    callWithHeaders: async (name: string) => ({
      headers: new Headers({ [BOARD_EPOCH_HEADER]: server.epoch, [BOARD_VERSION_HEADER]: String(server.version) }),
      reply: await answer(name),
    }),
  } as unknown as Client
  const live = createLive({
    client,
    signIn: { token: async () => 'token', renew: async () => true },
    remembered,
    remember: state => heard.remembered.push(structuredClone(state)),
    rememberQueue: queue => heard.queues.push(structuredClone(queue)),
    onSignedOut: () => heard.signedOut++,
    onEnded: session => heard.ended.push(session.end_reason),
    openLine: options => {
      line = options
      return { retry: () => undefined, close: () => undefined }
    },
  })
  return {
    server,
    heard,
    live,
    tell<N extends keyof LiveEvents>(name: N, event: LiveEvents[N]) {
      const handlers = line?.on as Record<string, (event: unknown) => void>
      handlers[name]?.(event)
    },
    setLine: (state: 'online' | 'reconnecting' | 'offline') => line?.onState(state),
    settled: () => new Promise(resolve => setTimeout(resolve, 20)),
  }
}

const update = (version: number, state: 'free' | 'busy', epoch = 'a') => ({
  epoch,
  version,
  slot: buildSlot({ id: 'x', state }),
})

test('what was remembered is shown before the server has answered, then corrected', async () => {
  const remembered = {
    slots: [buildSlot({ id: 'x', state: 'busy' })],
    sessions: [],
    templates: [],
    me: null,
    asOf: null,
  }

  const { live, settled } = startFakes(remembered)
  const before = live.state.slots[0]?.state
  await settled()

  assert.equal(before, 'busy')
  assert.equal(live.state.slots[0]?.state, 'free')
  assert.equal(live.state.loaded, true)
  live.close()
})

test('a change that is told is shown without loading anything', async () => {
  const { live, tell, server, settled } = startFakes()
  await settled()
  tell('hello', { epoch: 'a', version: 1 })
  tell('slot.update', update(2, 'busy'))

  assert.equal(live.state.slots[0]?.state, 'busy')
  assert.equal(server.loads, 1)
  live.close()
})

test('a hole in the versions loads the list again', async () => {
  const { live, tell, server, settled } = startFakes()
  await settled()
  tell('hello', { epoch: 'a', version: 1 })
  Object.assign(server, { version: 5, state: 'busy' })
  tell('slot.update', update(5, 'busy'))
  await settled()

  assert.equal(server.loads, 2)
  assert.equal(live.state.slots[0]?.state, 'busy')
  live.close()
})

test('a server that has started anew is asked for everything, though its version happens to be the same', async () => {
  const { live, tell, server, settled } = startFakes()
  await settled()
  tell('hello', { epoch: 'a', version: 1 })
  Object.assign(server, { epoch: 'b', state: 'busy' })
  tell('hello', { epoch: 'b', version: 1 })
  await settled()

  assert.equal(server.loads, 2)
  assert.equal(live.state.slots[0]?.state, 'busy')
  live.close()
})

test('a list that was overtaken by an event does not take the board back', async () => {
  const { live, tell, server, settled } = startFakes()
  await settled()
  tell('hello', { epoch: 'a', version: 1 })
  const loading = live.reload()
  tell('slot.update', update(2, 'busy'))
  await loading
  const seen = live.state.slots[0]?.state
  Object.assign(server, { version: 2, state: 'busy' })

  assert.equal(seen, 'busy')
  live.close()
})

test('what is told of sessions and dumps while the list is loading is asked for once more', async () => {
  for (const news of ['session.update', 'dump.update'] as const) {
    const { live, tell, server, settled } = startFakes()
    await settled()
    const loading = live.reload()
    if (news === 'session.update') tell(news, { session: buildSession() })
    else tell(news, { dump: buildDump() })
    await loading

    assert.equal(server.loads, 3, news)
    live.close()
  }
})

test('coming back after a lost connection loads everything again', async () => {
  const { live, server, setLine, settled } = startFakes()
  setLine('online')
  await settled()
  setLine('reconnecting')
  setLine('online')
  await settled()

  assert.equal(server.loads, 2)
  live.close()
})

test('a server that is away leaves what was remembered on the screen', async () => {
  const remembered = {
    slots: [buildSlot({ id: 'x' })],
    sessions: [buildSession()],
    templates: [],
    me: null,
    asOf: null,
  }
  const { live, settled } = startFakes(remembered, new Refused(0, { code: 'server.unreachable', message: '', id: '' }))
  await settled()

  assert.equal(live.state.line, 'offline')
  assert.equal(live.state.slots.length, 1)
  assert.equal(live.state.sessions.length, 1)
  live.close()
})

test('a sign-in that has ended is told once it is known', async () => {
  const { live, server, heard, settled } = startFakes()
  await settled()
  server.fails = new Refused(401, { code: 'auth.required', message: '', id: '' })
  await live.reload()

  assert.equal(heard.signedOut, 1)
  live.close()
})

test('what is remembered holds the slots and no secret', async () => {
  const { live, heard, settled } = startFakes()
  await settled()
  const last = heard.remembered.at(-1)

  assert.deepEqual(Object.keys(last ?? {}).sort(), ['asOf', 'me', 'sessions', 'slots', 'templates'])
  assert.equal(last?.slots.length, 1)
  live.close()
})

test('a session that ends by itself is told once, a release of long ago is not', async () => {
  const { live, tell, heard, settled } = startFakes()
  await settled()
  const ended = buildSession({ ended_at: '2026-11-21T13:00:00.000Z', end_reason: 'idle', state: 'ended' })
  tell('session.update', { session: buildSession() })
  tell('session.update', { session: ended })
  tell('session.update', { session: ended })

  assert.deepEqual(heard.ended, ['idle'])
  live.close()
})

test('a turn that comes, moves and goes is shown and remembered at once', async () => {
  const { live, tell, heard, settled } = startFakes()
  await settled()
  const places = [buildPlace()]
  tell('queue.update', { places, offers: [] })
  tell('offer.update', { offer: buildOffer(), slot_id: 'ppx-1' })
  const held = live.state.queue.offers.map(offer => offer.slot_id)
  const kept = heard.queues.at(-1)
  tell('offer.update', { offer: null, slot_id: 'ppx-1' })

  assert.deepEqual(held, ['ppx-1'])
  assert.deepEqual(kept, { places, offers: [buildOffer()] })
  assert.deepEqual(live.state.queue.offers, [])
  assert.equal(live.state.queue.places.length, 1)
  live.close()
})

test('what an older version remembered, without what is shown now, is not shown', () => {
  const slot = buildSlot({ id: 'x' })
  const { ask: _, ...may } = slot.may
  const older = { ...slot, may }
  const slots = [older as ReturnType<typeof buildSlot>]

  const { live } = startFakes({ slots, sessions: [], templates: [], me: null, asOf: null })

  assert.deepEqual(live.state.slots, [])
  live.close()
})

test('a list that another server gave is shown, its count is not taken for that of the line', async () => {
  const { live, tell, server, settled } = startFakes()
  await settled()
  tell('hello', { epoch: 'a', version: 1 })
  Object.assign(server, { epoch: 'b', version: 900, state: 'busy' })
  await live.reload()
  assert.equal(live.state.slots[0]?.state, 'busy')

  tell('slot.update', update(2, 'free'))
  await settled()

  assert.equal(server.loads, 2)
  assert.equal(live.state.slots[0]?.state, 'free')
  live.close()
})
