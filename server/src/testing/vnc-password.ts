import { createCipheriv } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/** Whether this password opens the VNC screen: the handshake of RFB 3.8 with VncAuth, nothing more. */
export async function opensScreen(host: string, port: number, password: string): Promise<boolean> {
  const socket = connect(port, host)
  socket.setTimeout(5_000, () => socket.destroy(new Error('the screen says nothing')))
  try {
    const read = reader(socket)
    await read(12)
    socket.write('RFB 003.008\n')
    const [kinds = 0] = await read(1)
    if (![...(await read(kinds))].includes(2)) throw new Error('the screen does not offer VncAuth')
    socket.write(Buffer.from([2]))
    socket.write(answer(await read(16), password))
    return (await read(4)).readUInt32BE(0) === 0
  } finally {
    socket.destroy()
  }
}

/** DES with the password as key, the bits of each byte reversed. OpenSSL 3 has DES only as triple DES of equal keys. */
function answer(challenge: Buffer, password: string): Buffer {
  const key = Buffer.alloc(8)
  Buffer.from(password, 'latin1').copy(key, 0, 0, 8)
  const reversed = key.map(byte => Number.parseInt(byte.toString(2).padStart(8, '0').split('').reverse().join(''), 2))
  const cipher = createCipheriv('des-ede3-ecb', Buffer.concat([reversed, reversed, reversed]), null).setAutoPadding(
    false,
  )
  return Buffer.concat([cipher.update(challenge), cipher.final()])
}

function reader(socket: Socket): (bytes: number) => Promise<Buffer> {
  let ended: Error | null = null
  socket.once('error', error => {
    ended = error
  })
  return bytes =>
    new Promise((resolve, reject) => {
      const tryRead = () => {
        const data = socket.read(bytes) as Buffer | null
        if (data) finish(() => resolve(data))
        else if (ended || socket.readableEnded || socket.destroyed)
          finish(() => reject(ended ?? new Error('the screen hung up')))
      }
      const finish = (settle: () => void) => {
        for (const event of ['readable', 'end', 'error', 'close']) socket.off(event, tryRead)
        settle()
      }
      for (const event of ['readable', 'end', 'error', 'close']) socket.on(event, tryRead)
      tryRead()
    })
}
