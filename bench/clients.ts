import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { answerParent } from './fork-part.ts'

export type ClientsQuestion =
  /** Everybody sends the same request at the same instant, each on an open connection of their own. */
  | { type: 'crowd'; base: string; path: string; tokens: string[] }
  /** Everybody asks again as soon as they are answered, for so long. */
  | { type: 'stream'; base: string; path: string; tokens: string[]; ms: number }

export interface Answered {
  /** 0: no answer at all. */
  status: number
  ms: number
  headers: Record<string, string>
  body: string
}
export type ClientsAnswer =
  | { type: 'crowd'; answers: Answered[] }
  | { type: 'stream'; statuses: Record<number, number>; ms: number }

const PATIENCE_MS = 15_000
const agents = new Map<string, Agent>()

/** The people of a bench, all in one process that is not the server's. */
answerParent<ClientsQuestion, ClientsAnswer>(async question => {
  const { base, path, tokens } = question
  if (question.type === 'stream') return stream(question)
  // Open connections, as a popup that is looked at has one.
  await Promise.all(tokens.map(token => send('GET', `${base}/healthz`, token)))
  return { type: 'crowd', answers: await Promise.all(tokens.map(token => send('POST', base + path, token))) }
})

/** Plain sockets: an HTTP client would take longer to read the answers than a server to write them. */
async function stream({ base, path, tokens, ms }: Extract<ClientsQuestion, { type: 'stream' }>) {
  const statuses: Record<number, number> = {}
  const began = performance.now()
  await Promise.all(tokens.map(token => ask(new URL(path, base), token, began + ms, statuses)))
  return { type: 'stream' as const, statuses, ms: performance.now() - began }
}

/** Counts the answers of one connection by status until then; 0 is a connection that was lost. */
function ask({ hostname, port, host, pathname }: URL, token: string, until: number, statuses: Record<number, number>) {
  const request = `GET ${pathname} HTTP/1.1\r\nhost: ${host}\r\naccept-language: en\r\nauthorization: Bearer ${token}\r\n\r\n`
  const count = (status: number) => {
    statuses[status] = (statuses[status] ?? 0) + 1
  }
  return new Promise<void>(resolve => {
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(request))
    let missing = 0
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('no answer')))
    socket.on('data', chunk => {
      if (missing > 0) missing -= chunk.length
      else {
        // The head is small and comes in one piece.
        const head = chunk.subarray(0, chunk.indexOf('\r\n\r\n') + 4)
        const text = head.toString('latin1')
        count(Number(text.slice(9, 12)))
        missing = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? Number.NaN) + head.length - chunk.length
      }
      if (missing > 0) return
      if (missing === 0 && performance.now() < until) socket.write(request)
      else socket.end(() => socket.destroy())
      if (missing !== 0) count(0)
    })
    socket.on('error', () => count(0))
    socket.on('close', () => resolve())
  })
}

function agentOf(url: string): Agent {
  const { host } = new URL(url)
  const agent = agents.get(host) ?? new Agent({ keepAlive: true, maxSockets: 500 })
  agents.set(host, agent)
  return agent
}

function send(method: 'GET' | 'POST', url: string, token: string): Promise<Answered> {
  const body = method === 'POST' ? '{}' : ''
  return new Promise(resolve => {
    const began = performance.now()
    const headers = {
      authorization: `Bearer ${token}`,
      'accept-language': 'en',
      ...(body ? { 'content-type': 'application/json', 'content-length': body.length } : {}),
    }
    const none = (error: Error) =>
      resolve({ status: 0, ms: performance.now() - began, headers: {}, body: String(error) })
    const sent = request(url, { method, headers, agent: agentOf(url), timeout: PATIENCE_MS }, response => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('error', none)
      response.on('end', () => {
        const given = Object.entries(response.headers).map(([name, value]) => [name, String(value)])
        const answered = { status: response.statusCode ?? 0, headers: Object.fromEntries(given), body: text }
        resolve({ ...answered, ms: performance.now() - began })
      })
    })
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${PATIENCE_MS} ms`)))
    sent.on('error', none)
    sent.end(body)
  })
}
