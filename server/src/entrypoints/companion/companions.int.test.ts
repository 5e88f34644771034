import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { readSlot } from '../../db/read/board.ts'
import { slotStateOf } from '../../domain/slot.ts'
import { hashOf } from '../../outside/secrets.ts'
import { type CompanionWorld, eventually, openCompanionWorld } from '../../testing/companion-world.ts'

describe('the companions’ lines', () => {
  let world: CompanionWorld
  let token: string
  before(async () => {
    world = await openCompanionWorld({ beatMs: 100, silenceMs: 1_500 })
  })
  after(() => world.close())
  beforeEach(async () => {
    await world.db.sessions.deleteMany()
    token = (await world.companions.ticket('m')).machine_token
  })

  const connected = () => eventually(() => world.companions.connected('m'))

  it('a ticket names the loopback address for a machine on this computer and keeps only the hash of its token', async () => {
    const ticket = await world.companions.ticket('m')

    const machine = await world.db.machines.findUniqueOrThrow({ where: { id: 'm' } })
    assert.equal(ticket.server_url, world.base)
    assert.equal(ticket.ws_url, `${world.base.replace('http', 'ws')}/companion`)
    assert.equal(machine.token_hash, hashOf(ticket.machine_token))
  })

  it('a machine elsewhere is sent to the public address', async () => {
    await world.db.machines.create({ data: { id: 'far', name: 'Far', driver: 'ssh' } })

    const { ws_url, server_url } = await world.companions.ticket('far')

    assert.deepEqual([ws_url, server_url], ['wss://taxi.example.com/companion', 'https://taxi.example.com'])
  })

  it('a wrong token, an old token, another extension and a machine out of service are turned away', async () => {
    const old = token
    token = (await world.companions.ticket('m')).machine_token

    await assert.rejects(world.companion('wrong'), /401/)
    await assert.rejects(world.companion(old), /401/)
    await assert.rejects(world.companion(token, `chrome-extension://${'a'.repeat(32)}`), /403/)
    await assert.rejects(world.companion(token, 'https://evil.example.com'), /403/)
    await world.db.machines.update({ where: { id: 'm' }, data: { is_active: false } })
    await assert.rejects(world.companion(token), /401/)
    await world.db.machines.update({ where: { id: 'm' }, data: { is_active: true } })
  })

  it('answers with the protocol alone: the token is never echoed', async () => {
    const { socket } = await world.companion(token)
    assert.equal(socket.protocol, 'taxi.v1')
  })

  it('after hello the companion is connected, and its version stands with the machine', async () => {
    const companion = await world.companion(token)
    companion.hello()

    assert.equal((await connected()).version, '0.1.0')
    const status = await eventually(() => world.db.machine_status.findUnique({ where: { vm_id: 'm' } }))
    assert.equal(status.companion_version, '0.1.0')
  })

  it('both ends beat, and a line that falls silent is closed', async () => {
    const companion = await world.companion(token)
    companion.hello()
    await connected()

    await eventually(() => companion.heard.some(({ t }) => t === 'beat'))
    await eventually(() => companion.socket.readyState === companion.socket.CLOSED)
    await eventually(() => !world.companions.connected('m'))
  })

  it('a line that beats stays', async () => {
    const companion = await world.companion(token)
    companion.hello()
    const beat = setInterval(() => companion.say({ t: 'beat' }), 200)

    await new Promise(resolve => setTimeout(resolve, 2_500))

    clearInterval(beat)
    assert.ok(world.companions.connected('m'))
  })

  it('a question gets its answer; an error, a wrong shape, silence and a lost line are errors', async () => {
    const companion = await world.companion(token)
    companion.hello()
    await connected()
    const asked = async (n: number) => (await eventually(() => companion.heard.filter(({ t }) => t === 'tabs')[n])).id

    const good = world.companions.ask('m', { t: 'tabs' }, 5_000)
    companion.say({ t: 'reply', id: await asked(0), ok: true, result: { tabs: [] } })
    assert.deepEqual(await good, { tabs: [] })

    const bad = world.companions.ask('m', { t: 'tabs' }, 5_000)
    companion.say({ t: 'reply', id: await asked(1), ok: false, error: 'no tabs today' })
    await assert.rejects(bad, /no tabs today/)

    const odd = world.companions.ask('m', { t: 'tabs' }, 5_000)
    companion.say({ t: 'reply', id: await asked(2), ok: true, result: { tabs: 'many' } })
    await assert.rejects(odd, /another shape/)

    await assert.rejects(world.companions.ask('m', { t: 'tabs' }, 50), /no answer within 50 ms/)

    const lost = world.companions.ask('m', { t: 'tabs' }, 5_000)
    const gone = assert.rejects(lost, /is gone/)
    companion.socket.terminate()
    await gone
    await eventually(() => !world.companions.connected('m'))
    await assert.rejects(world.companions.ask('m', { t: 'tabs' }, 50), /no companion/)
  })

  it('a message that is not of the contract ends the line', async () => {
    const companion = await world.companion(token)
    companion.say({ t: 'format-the-disk' })
    await eventually(() => companion.socket.readyState === companion.socket.CLOSED)
  })

  it('a newer line takes over from the older one', async () => {
    const first = await world.companion(token)
    first.hello()
    await connected()

    const second = await world.companion(token)
    second.hello()

    await eventually(() => first.socket.readyState === first.socket.CLOSED)
    await connected()
    const answer = world.companions.ask('m', { t: 'tabs' }, 5_000)
    const { id } = await eventually(() => second.heard.find(({ t }) => t === 'tabs'))
    second.say({ t: 'reply', id, ok: true, result: { tabs: [] } })
    assert.deepEqual(await answer, { tabs: [] })
  })

  it('a companion that comes back while a session is open is told to begin it again, with a token that uploads', async () => {
    const session = await world.session()
    const companion = await world.companion(token)
    companion.hello(session.id)

    const begin = await eventually(() => companion.heard.find(({ t }) => t === 'begin'))

    const { upload_token_hash } = await world.db.sessions.findUniqueOrThrow({ where: { id: session.id } })
    assert.equal(begin.session_id, session.id)
    assert.equal(begin.start_url, `${world.base}/practice`)
    assert.equal(hashOf(String(begin.upload_token)), upload_token_hash)
  })

  it('two begins at once leave the token that was sent last', async () => {
    const session = await world.session()
    const companion = await world.companion(token)
    companion.socket.on('message', data => {
      const { t, id } = JSON.parse(String(data))
      if (t === 'begin') setTimeout(() => companion.say({ t: 'reply', id, ok: true, result: { ready: true } }), 30)
    })
    companion.hello()
    await connected()

    const begin = { t: 'begin', session_id: session.id, service: 'practice', start_url: world.base } as const
    const asks = ['one', 'two'].map(upload_token =>
      world.companions.ask('m', { ...begin, since: new Date().toISOString(), upload_token }, 5_000),
    )
    await Promise.all(asks)
    await eventually(() => companion.heard.filter(({ t }) => t === 'begin').length === 3)

    const last = companion.heard.filter(({ t }) => t === 'begin').at(-1)
    const { upload_token_hash } = await world.db.sessions.findUniqueOrThrow({ where: { id: session.id } })
    assert.equal(hashOf(String(last?.upload_token)), upload_token_hash)
  })

  it('a companion that remembers a session whose seat was given back is told to forget it', async () => {
    const companion = await world.companion(token)
    companion.hello('6f1dd0f0-5f0e-4d5c-9f5a-0a6f2e6f9d11')

    const end = await eventually(() => companion.heard.find(({ t }) => t === 'end'))
    assert.equal(end.session_id, '6f1dd0f0-5f0e-4d5c-9f5a-0a6f2e6f9d11')
  })

  it('a session that is being sealed is neither begun again nor forgotten', async () => {
    const session = await world.session()
    await world.end(session.id)
    const companion = await world.companion(token)
    companion.hello(session.id)
    await connected()

    await new Promise(resolve => setTimeout(resolve, 300))
    assert.deepEqual(
      companion.heard.filter(({ t }) => t === 'begin' || t === 'end'),
      [],
    )
  })

  it('who waits for a machine’s companion hears when it says hello', async () => {
    let heard = ''
    const stop = world.companions.onConnected('m', ({ version }) => {
      heard = version
    })
    const companion = await world.companion(token)
    companion.hello()

    await eventually(() => heard === '0.1.0')
    stop()
  })

  it('a touched chat is written down for its own machine’s session only', async () => {
    const session = await world.session()
    await world.db.machines.upsert({ where: { id: 'n' }, create: { id: 'n', name: 'N', driver: 'dry' }, update: {} })
    const other = (await world.companions.ticket('n')).machine_token
    const at = new Date().toISOString()
    const chat = { service: 'practice', id: 'c1', url: 'http://x/', title: 'Тест', first_seen: at, last_seen: at }
    const touched = { t: 'touched', session_id: session.id, chat: { ...chat, sent_messages: 1, opened_only: false } }

    const stranger = await world.companion(other)
    stranger.say({ ...touched, chat: { ...touched.chat, id: 'stolen' } })
    const companion = await world.companion(token)
    companion.say(touched)

    const row = await eventually(() => world.db.chats.findFirst({ where: { chat_id: 'c1' } }))
    assert.deepEqual([row.title, row.sent_messages, row.status], ['Тест', 1, null])
    assert.equal(await world.db.chats.count({ where: { chat_id: 'stolen' } }), 0)
  })

  it('after hello a companion is told the services of its machine’s slots, each once', async () => {
    for (const slot_number of [901, 902])
      await world.db.slots.create({
        data: {
          id: `gpt-${slot_number}`,
          slot_number,
          name: 'ChatGPT',
          service: 'chatgpt',
          service_name: 'ChatGPT',
          url: 'https://chatgpt.com/',
          is_active: true,
          machines: { create: { machine_id: 'm' } },
        },
      })
    const companion = await world.companion(token)
    companion.hello()

    const told = await eventually(() => companion.heard.find(({ t }) => t === 'services'))
    assert.deepEqual(told.services, ['chatgpt'])
  })

  it('where the account is signed out its slots are sick, and well again when it is signed in', async () => {
    const companion = await world.companion(token)
    const say = (signed_in: boolean) =>
      companion.say({ t: 'sign_in', service: 'chatgpt', signed_in, at: new Date().toISOString() })
    const standing = async () => {
      const slot = await readSlot(world.db, 'gpt-901')
      return slot && slotStateOf(slot, new Date())
    }

    say(false)
    await eventually(async () => (await standing())?.why === 'slot.signed-out')
    say(true)
    await eventually(async () => (await standing())?.state === 'free')
  })

  it('what a service says is left stands with the session’s slot, and with no slot of another service', async () => {
    const session = await world.session()
    const companion = await world.companion(token)
    const told = { t: 'quotas', session_id: session.id, at: new Date().toISOString() }
    const quota = { what: 'Deep Research', left: 12, resets_at: '2026-12-03T00:00:00.000Z' }

    companion.say({ ...told, service: 'chatgpt', quotas: [{ ...quota, left: 3 }] })
    companion.say({ ...told, service: 'practice', quotas: [{ ...quota, left: 13 }] })
    companion.say({ ...told, service: 'practice', quotas: [quota] })

    await eventually(async () => (await readSlot(world.db, session.slot_id))?.quotas?.[0]?.left === 12)
    assert.equal(await world.db.slot_quotas.count(), 1)
  })

  const generating = async (id: string) => {
    const { generating_since, generated_at } = await world.db.sessions.findUniqueOrThrow({ where: { id } })
    return { since: generating_since?.toISOString() ?? null, done: generated_at !== null }
  }

  it('an answer being made is written down with its session, and a lost line does not end it', async () => {
    const session = await world.session()
    const making = { t: 'generating', session_id: session.id, since: '2026-11-21T10:00:00.000Z', what: 'practice' }
    const first = await world.companion(token)
    first.hello(session.id)
    first.say(making)
    await eventually(async () => (await generating(session.id)).since === making.since)

    first.socket.terminate()
    await eventually(() => !world.companions.connected('m'))
    assert.equal((await generating(session.id)).since, making.since)
    const again = await world.companion(token)
    again.hello(session.id)
    again.say({ ...making, since: '2026-11-21T10:05:00.000Z' })
    await connected()
    assert.equal((await generating(session.id)).since, making.since)

    again.say({ ...making, since: null })
    await eventually(async () => (await generating(session.id)).done)
    assert.equal((await generating(session.id)).since, null)
  })

  it('what another machine says of being made is not heard, nor what is said of a session that is over', async () => {
    const session = await world.session()
    const making = { t: 'generating', session_id: session.id, since: '2026-11-21T10:00:00.000Z', what: 'practice' }
    await world.db.machines.upsert({ where: { id: 'n' }, create: { id: 'n', name: 'N', driver: 'dry' }, update: {} })
    const stranger = await world.companion((await world.companions.ticket('n')).machine_token)
    stranger.say(making)
    const companion = await world.companion(token)
    await world.end(session.id)
    companion.say(making)

    await new Promise(resolve => setTimeout(resolve, 300))
    assert.equal((await generating(session.id)).since, null)
  })

  it('a companion that comes back while the work goes on without its person is told to begin it again', async () => {
    const session = await world.session()
    await world.end(session.id)
    const working_until = new Date(Date.now() + 3_600_000)
    await world.db.sessions.update({ where: { id: session.id }, data: { working_until } })
    const companion = await world.companion(token)
    companion.hello(session.id)

    const begin = await eventually(() => companion.heard.find(({ t }) => t === 'begin'))
    assert.equal(begin.session_id, session.id)
  })
})
