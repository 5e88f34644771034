import { connect } from 'node:net'
import { PASS_PROTOCOL, TUNNEL_PROTOCOL } from '@taxi/contract/desk.ts'
import { WebSocket } from 'ws'
import { encode, type Instruction } from '../entrypoints/screen/instruction.ts'
import { InstructionScanner } from '../entrypoints/screen/instruction-scanner.ts'

/** A Guacamole client without a picture: answers what must be answered, remembers what was said. */
export interface GuacClient {
  send(opcode: string, ...args: (string | number)[]): void
  /** Bytes as they are. */
  sendRaw(text: string): void
  /** The next instruction of this opcode that was not waited for yet. Throws after `ms`, or when the line closes first. */
  wait(opcode: string, accept?: (args: string[]) => boolean, ms?: number): Promise<Instruction>
  /** Everything heard so far. */
  heard: Instruction[]
  /** Resolves when the line is gone. `code`: of the WebSocket, 0 over TCP; `reason`: a Guacamole code. */
  closed: Promise<{ code: number; reason: string }>
  /** Waits for the first picture, draws it (says so) and returns. */
  picture(ms?: number): Promise<void>
  /** What was heard so far is neither kept nor waited for any more. */
  forget(): void
  close(): void
}

interface Line {
  write(text: string): void
  end(): void
}

/** Straight to a guacd: the yardstick of the tunnel. `args` are given by name; `images`: what pictures may be packed as. */
export function guacOverTcp(
  address: { host: string; port: number },
  args: Record<string, string>,
  images = ['image/png', 'image/jpeg'],
): GuacClient {
  const socket = connect(address).setNoDelay(true)
  const client = talk({ write: text => socket.write(text), end: () => socket.end(encode('disconnect')) })
  client.answer = ({ opcode, args: names }) => {
    if (opcode !== 'args') return
    const values = names.map(name => (name.startsWith('VERSION_') ? name : (args[name] ?? '')))
    client.sendRaw(encode('size', 1280, 800, 96) + encode('audio') + encode('video') + encode('image', ...images))
    client.sendRaw(encode('timezone', 'UTC') + encode('name', 'test') + encode('connect', ...values))
  }
  socket
    .on('data', client.hear)
    .on('error', () => {})
    .on('close', () => client.gone(0, ''))
  client.send('select', 'vnc')
  return client
}

/** Through our tunnel, as the desk page does. `url` is the tunnel's address, `origin` the page's. */
export function guacOverWebSocket(url: string, { pass, origin }: { pass: string; origin: string }): GuacClient {
  const socket = new WebSocket(url, [TUNNEL_PROTOCOL, PASS_PROTOCOL + pass], { origin, perMessageDeflate: false })
  const client = talk({
    write: text => socket.readyState === WebSocket.OPEN && socket.send(text),
    end: () => socket.close(),
  })
  socket
    .on('message', data => client.hear(data as Buffer))
    .on('error', () => {})
    .on('close', (code, reason) => client.gone(code, reason.toString()))
  return client
}

function talk(line: Line) {
  const scanner = new InstructionScanner(1024 * 1024)
  const heard: Instruction[] = []
  const waiters = new Set<() => void>()
  const taken = new Set<Instruction>()
  let isGone = false
  let announce: (end: { code: number; reason: string }) => void = () => {}
  const closed = new Promise<{ code: number; reason: string }>(resolve => {
    announce = resolve
  })
  const client = {
    heard,
    closed,
    answer: (_: Instruction) => {},
    sendRaw: (text: string) => line.write(text),
    send: (opcode: string, ...args: (string | number)[]) => line.write(encode(opcode, ...args)),
    close: () => line.end(),
    forget() {
      heard.length = 0
      taken.clear()
    },
    hear(bytes: Buffer) {
      for (const { opcode, args } of scanner.push(bytes)) {
        const instruction = { opcode, args }
        heard.push(instruction)
        if (opcode === 'sync') client.send('sync', ...args.slice(0, 1))
        client.answer(instruction)
      }
      for (const look of waiters) look()
    },
    gone(code: number, reason: string) {
      isGone = true
      announce({ code, reason })
      for (const look of waiters) look()
    },
    wait(opcode: string, accept: (args: string[]) => boolean = () => true, ms = 10_000): Promise<Instruction> {
      return new Promise((resolve, reject) => {
        const stop = (settle: () => void) => {
          clearTimeout(timer)
          waiters.delete(look)
          settle()
        }
        const timer = setTimeout(() => stop(() => reject(new Error(`no ${opcode} within ${ms} ms`))), ms)
        const look = () => {
          const found = heard.find(one => one.opcode === opcode && !taken.has(one) && accept(one.args))
          if (found) taken.add(found)
          if (found) stop(() => resolve(found))
          else if (isGone) stop(() => reject(new Error(`the line closed before ${opcode}`)))
        }
        waiters.add(look)
        look()
      })
    },
    async picture(ms = 10_000) {
      await client.wait('img', ([, , layer]) => layer === '0', ms)
      await client.wait('sync', undefined, ms)
    },
  }
  return client
}
