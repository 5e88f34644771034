import type { IncomingMessage } from 'node:http'

/** Where a request comes from: what the proxy on this computer says of it, else its own end. '' when that is this computer. */
export function addressOf({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): string {
  const near = plain(socket.remoteAddress ?? '')
  if (!isLoopback(near)) return near
  const [last = ''] = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map(plain)
    .reverse()
  return isLoopback(last) ? '' : last
}

const plain = (address: string) =>
  address
    .trim()
    .replace(/^::ffff:/, '')
    .slice(0, 45)

const isLoopback = (address: string) => address === '::1' || address.startsWith('127.')
