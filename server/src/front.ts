import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sentenceOf } from '@taxi/contract/refusals.ts'
import type { Config } from './config.ts'

export interface Front {
  http: Server
  port: number
  /** Answers from now on, instead of "try again in a few seconds". */
  open(app: RequestListener): void
  /** Only what machines still bring is let in; everybody else is told to come again. */
  onlyCompanions(): void
  close(): Promise<void>
}

/** The listening server. It is there before everything else, so that the port is known and taken first. */
export async function openFront(config: Pick<Config, 'PORT' | 'HOST'>): Promise<Front> {
  let app: RequestListener = away
  const http = createServer((request, response) => app(request, response))
  // Slower than this is no browser: https://en.wikipedia.org/wiki/Slowloris_(cyber_attack)
  http.headersTimeout = 15_000
  // An upload of 200 MB over a poor line.
  http.requestTimeout = 15 * 60_000
  await new Promise<void>((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, config)))
    http.listen(config.PORT, config.HOST, () => resolve())
  })
  return {
    http,
    port: (http.address() as AddressInfo).port,
    open(given) {
      app = given
    },
    onlyCompanions() {
      const before = app
      app = (request, response) => (fromMachine(request) ? before(request, response) : away(request, response))
    },
    close: () =>
      new Promise(resolve => {
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }
}

function explained(error: NodeJS.ErrnoException, { HOST, PORT }: Pick<Config, 'PORT' | 'HOST'>): Error {
  if (error.code === 'EADDRINUSE')
    return new Error(`Port ${PORT} is taken. See by whom with \`ss -ltnp 'sport = :${PORT}'\`, or set PORT to another.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new Error(`HOST ${HOST} is no address of this computer. Set HOST to 127.0.0.1 or 0.0.0.0.`)
  if (error.code === 'EACCES') return new Error(`Port ${PORT} needs root. Set PORT to 1024 or higher.`)
  return error
}

/** Journals and the practice page of a machine that is being closed. */
const fromMachine = ({ url = '' }: IncomingMessage) => /^(\/api)?\/(companion|practice)\//.test(url)

/** A page comes again by itself: people see the board, and a machine's browser its start page, as soon as it is there. */
function away(request: IncomingMessage, response: ServerResponse): void {
  const code = 'server.away'
  const locale = /\ben\b/.test(request.headers['accept-language'] ?? '') ? 'en' : 'ru'
  const message = sentenceOf(code, locale)
  const headers = { 'retry-after': '3', 'cache-control': 'no-store', connection: 'close' }
  if (request.method === 'GET' && request.headers.accept?.includes('text/html')) {
    response.writeHead(503, { ...headers, 'content-type': 'text/html; charset=utf-8', refresh: '1' })
    response.end(`<!doctype html><html lang="${locale}"><title>VDI Taxi</title><p>${message}</p></html>`)
    return
  }
  response.writeHead(503, { ...headers, 'content-type': 'application/json' })
  response.end(JSON.stringify({ error: { code, message, id: '' } }))
}
