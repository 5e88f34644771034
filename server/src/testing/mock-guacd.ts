import { createServer, type Socket } from 'node:net'
import { encode, type Instruction } from '../entrypoints/screen/instruction.ts'
import { InstructionScanner } from '../entrypoints/screen/instruction-scanner.ts'

/** A guacd that misbehaves as told. */
export interface MockGuacd {
  address: { host: string; port: number }
  /** What every connection said so far. */
  heard: Instruction[]
  /** Connections that are open. */
  open: Set<Socket>
  close(): Promise<void>
}

/** How it answers: each is given the socket and may write what it likes. The defaults shake hands and draw one picture. */
export interface MockManners {
  select?: (socket: Socket) => void
  connect?: (socket: Socket) => void
}

export const MOCK_ARGS = ['VERSION_1_5_0', 'hostname', 'port', 'password', 'something-new', 'read-only']
export const MOCK_ID = '$00000000-0000-4000-8000-000000000000'
export const MOCK_READY = encode('ready', MOCK_ID)
/** A first picture: one image on the screen's layer, and its sync. */
export const MOCK_PICTURE =
  encode('size', 0, 640, 480) +
  encode('img', 1, 14, 0, 'image/png', 0, 0) +
  encode('blob', 1, 'aGVsbG8=') +
  encode('end', 1) +
  encode('sync', 1000)

export async function startMockGuacd(manners: MockManners = {}): Promise<MockGuacd> {
  const heard: Instruction[] = []
  const open = new Set<Socket>()
  const select = manners.select ?? (socket => socket.write(encode('args', ...MOCK_ARGS)))
  const shake = manners.connect ?? (socket => socket.write(MOCK_READY + MOCK_PICTURE))

  const server = createServer(socket => {
    const scanner = new InstructionScanner(1024 * 1024)
    open.add(socket)
    socket
      .on('error', () => {})
      .on('close', () => open.delete(socket))
      .on('data', bytes => {
        for (const { opcode, args } of scanner.push(bytes)) {
          heard.push({ opcode, args })
          if (opcode === 'select') select(socket)
          if (opcode === 'connect') shake(socket)
          if (opcode === 'disconnect') socket.end()
        }
      })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    address: { host: '127.0.0.1', port },
    heard,
    open,
    async close() {
      for (const socket of open) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
