/** @import { Conversation, ConversationList, Heard, Question } from './shapes.d.ts' */

/** An answer other than 200; `code` is what the service called it. */
export class Failed extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code)
    this.code = code
  }
}

/** @returns {Promise<ConversationList>} */
export const conversations = () => get('/practice/api/conversations')
/** @param {string} id @returns {Promise<Conversation>} */
export const conversation = id => get(`/practice/api/conversation/${encodeURIComponent(id)}`)

/** @template T @param {string} path @returns {Promise<T>} */
async function get(path) {
  const response = await fetch(path)
  if (!response.ok) throw await failure(response)
  return response.json()
}

/**
 * Sends a question and tells each thing that happens while it is answered.
 * @param {Question} question @param {(heard: Heard) => void} hear
 */
export async function ask(question, hear) {
  const response = await fetch('/practice/api/conversation', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
  })
  if (!response.ok || !response.body) throw await failure(response)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const frames = (rest + piece.value).split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames) {
      const [, event, data] = frame.match(/^event: (\w+)\ndata: (.*)$/s) ?? []
      if (event && data) hear({ event, ...JSON.parse(data) })
    }
  }
}

/** @param {Response} response */
async function failure(response) {
  const body = await response.json().catch(() => null)
  return new Failed(response.status === 401 ? 'signed_out' : (body?.error ?? 'failed'))
}
