import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { type WebSocket, WebSocketServer } from 'ws'
import { createLine } from './line.ts'

describe('the companion’s line', () => {
  let server: WebSocketServer
  let url: string
  const sockets: { socket: WebSocket; token: string; heard: Record<string, unknown>[] }[] = []
  before(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'taxi.v1' })
    await new Promise(resolve => server.once('listening', resolve))
    url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/companion`
    server.on('connection', (socket, request) => {
      const heard: Record<string, unknown>[] = []
      const token = /token\.(\w+)/.exec(String(request.headers['sec-websocket-protocol']))?.[1] ?? ''
      socket.on('message', data => heard.push(JSON.parse(String(data))))
      sockets.push({ socket, token, heard })
    })
  })
  after(() => {
    for (const { socket } of sockets) socket.terminate()
    server.close()
  })
  const ticket = (machine_token: string) => ({ ws_url: url, server_url: 'http://x', vm_id: 'm', machine_token })
  const until = async (look: () => unknown) => {
    const end = Date.now() + 8_000
    while (!look()) {
      if (Date.now() > end) throw new Error(`did not happen: ${look}`)
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  }

  it('says hello, answers questions, takes a new ticket, and comes back by itself', async () => {
    const line = createLine({
      hello: ({ vm_id }) => ({ t: 'hello', version: '1', vm_id, session_id: null }),
      answer: async command => {
        if (command.t !== 'tabs') throw new Error(`no ${command.t} here`)
        return { tabs: [] }
      },
      up: () => undefined,
    })
    assert.equal(line.tell({ t: 'beat' }), false)

    line.hold(ticket('one'))
    line.hold(ticket('one'))
    await until(() => sockets[0]?.heard.length)
    assert.equal(sockets.length, 1)
    assert.deepEqual(sockets[0]?.heard[0], { t: 'hello', version: '1', vm_id: 'm', session_id: null })

    sockets[0]?.socket.send(JSON.stringify({ t: 'tabs', id: 7 }))
    sockets[0]?.socket.send('{"t":"format-the-disk","id":8}')
    sockets[0]?.socket.send('not JSON')
    sockets[0]?.socket.send(JSON.stringify({ t: 'open', id: 9, url: 'http://x' }))
    await until(() => sockets[0]?.heard.length === 3)
    assert.deepEqual(sockets[0]?.heard.slice(1), [
      { t: 'reply', id: 7, ok: true, result: { tabs: [] } },
      { t: 'reply', id: 9, ok: false, error: 'no open here' },
    ])

    line.hold(ticket('two'))
    await until(() => sockets[1]?.heard.length)
    assert.deepEqual(
      sockets.map(({ token }) => token),
      ['one', 'two'],
    )

    sockets[1]?.socket.terminate()
    await until(() => sockets[2]?.heard.length)
    assert.equal(sockets[2]?.token, 'two')
    assert.deepEqual(line.status(), { vm_id: 'm', connected: true })
    line.drop()
  })
})
