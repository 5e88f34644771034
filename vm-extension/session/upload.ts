import { createClient, Refused } from '@taxi/contract/client.ts'
import { FileStored, type JournalEntry, MAX_FILE_BYTES } from '@taxi/contract/companion.ts'
import { Hopeless } from './journal.ts'
import type { Session } from './session.ts'

/** Bytes to be fetched and sent. */
export interface FileToSend {
  url: string
  headers?: Record<string, string>
  name: string
  mime: string
}

/** A picture that never comes must not hold up the others. */
const FETCH_MS = 30_000

export interface Upload {
  journal(session: Session, entry: JournalEntry): Promise<void>
  /** Fetches the file with the browser's cookies and stores it; tells its path beside the chat. */
  file(session: Session, chat: string, file: FileToSend): Promise<string>
}

/** What is sent to the server. `refused` is called when the upload token no longer serves. */
export function createUpload(serverUrl: () => string | null, refused: () => void): Upload {
  function base(): string {
    const url = serverUrl()
    if (!url) throw new Error('the server is not known yet')
    return url
  }

  function judge(status: number, what: string): Error {
    if (status === 401) refused()
    const hopeless = [403, 404, 409, 410, 413].includes(status)
    return new (hopeless ? Hopeless : Error)(`the server refused the ${what} (${status})`)
  }

  return {
    async journal(session, entry) {
      const client = createClient({ base: base(), token: () => session.upload_token })
      const send = () => client.call('journal', { params: { id: session.id }, body: entry })
      await throughTrouble(send).catch(error => {
        throw error instanceof Refused && error.status ? judge(error.status, 'chat') : error
      })
    },

    async file(session, chat, { url, headers, name, mime }) {
      const found = await fetch(url, {
        credentials: 'include',
        signal: AbortSignal.timeout(FETCH_MS),
        ...(headers ? { headers } : {}),
      })
      if (!found.ok) throw new Error(`the service answered ${found.status} for ${name}`)
      if (Number(found.headers.get('content-length')) > MAX_FILE_BYTES) throw new Error(`${name} is too large`)
      const body = await found.blob()
      const query = new URLSearchParams({ chat, name, mime: typeOf(found) ?? mime })
      const stored = await patiently(() =>
        fetch(`${base()}/api/companion/sessions/${session.id}/files?${query}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${session.upload_token}`, 'content-type': 'application/octet-stream' },
          body,
        }),
      )
      if (!stored.ok) throw judge(stored.status, 'file')
      return FileStored.parse(await stored.json()).path
    },
  }
}

/** What the service says the bytes are, unless it says nothing by it. */
function typeOf({ headers }: Response): string | null {
  const type = headers.get('content-type')?.split(';')[0]?.trim() ?? ''
  return type === '' || type === 'application/octet-stream' ? null : type
}

/** A server that stops or dies while it listens: another one, or itself, takes the same chat a moment later. */
async function throughTrouble<T>(send: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send()
    } catch (error) {
      const isFinal = error instanceof Refused && error.status > 0 && error.status < 500
      if (isFinal || attempt === 3) throw error
      await new Promise(resolve => setTimeout(resolve, attempt * 500))
    }
  }
}

/** A chat with many pictures may be asked to slow down: waits as long as it is told, three times at most. */
async function patiently(send: () => Promise<Response>): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await send()
    if (response.status !== 429 || attempt > 3) return response
    const seconds = Number(response.headers.get('retry-after')) || 1
    await new Promise(resolve => setTimeout(resolve, Math.min(10, seconds) * 1_000))
  }
}
