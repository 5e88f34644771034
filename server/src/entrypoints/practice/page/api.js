/** An answer other than 200; `code` is what the service called it. */
export class Failed extends Error {
  constructor(code) {
    super(code)
    this.code = code
  }
}

export const conversations = () => get('/practice/api/conversations')
export const conversation = id => get(`/practice/api/conversation/${encodeURIComponent(id)}`)

async function get(path) {
  const response = await fetch(path)
  if (!response.ok) throw await failure(response)
  return response.json()
}

/**
 * Sends a question and calls `hear(event, data)` for each thing that happens while it is answered.
 * @param {{ text: string, conversation_id: string | null, parent: string | null }} question
 */
export async function ask(question, hear) {
  const response = await fetch('/practice/api/conversation', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
  })
  if (!response.ok || !response.body) throw await failure(response)
  let rest = ''
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const frames = (rest + text).split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames) {
      const [, event, data] = frame.match(/^event: (\w+)\ndata: (.*)$/s) ?? []
      if (event) hear(event, JSON.parse(data))
    }
  }
}

async function failure(response) {
  const body = await response.json().catch(() => null)
  return new Failed(response.status === 401 ? 'signed_out' : (body?.error ?? 'failed'))
}
