import { Refused, refusedBy } from '@taxi/contract/client.ts'

export interface Sending {
  sessionId: string
  token: string
  locale: string
  onSent: (bytes: number) => void
  signal: AbortSignal
}

/** Sends one file to the machine's Downloads. Fetch does not tell how far a body is; the older way does. Throws `Refused`. */
export function sendFile(file: File, { sessionId, token, locale, onSent, signal }: Sending): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/desk/${sessionId}/files?name=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('authorization', `Bearer ${token}`)
    request.setRequestHeader('accept-language', locale)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = ({ loaded }) => onSent(loaded)
    request.onload = () => {
      const { status, responseText } = request
      if (status === 201) resolve()
      else void refusedBy(new Response(responseText, { status })).then(reject)
    }
    request.onerror = () =>
      reject(new Refused(0, { code: 'server.unreachable', message: 'the upload broke off', id: '' }))
    request.onabort = () => reject(signal.reason)
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
