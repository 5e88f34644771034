import { setTimeout as sleep } from 'node:timers/promises'
import type { FromCompanion, JournalEntry, ToCompanion } from '@taxi/contract/companion.ts'
import { COMPANION_PROTOCOL } from '@taxi/contract/companion.ts'
import { COMPANION_ID } from '@taxi/contract/extension-ids.ts'
import { WebSocket } from 'ws'

export interface StandInCompanion {
  /** Answers as a companion of this machine does, and comes back as long as it is not closed. */
  close(): void
}

interface Where {
  /** Where the server is at this moment; it may be gone. */
  base: string
  machineId: string
  token: string
  /** What it exports when the session ends. */
  exports: (sessionId: string) => JournalEntry[]
}

const AGAIN_MS = 150

/** A companion without a browser: uploads its chats when asked to finish, as often as it is asked. */
export function standInCompanion({ base, machineId, token, exports }: Where): StandInCompanion {
  let socket: WebSocket | null = null
  let closed = false
  let uploadToken = ''

  const say = (message: FromCompanion) => socket?.send(JSON.stringify(message))

  async function answer(told: ToCompanion): Promise<void> {
    if (told.t === 'beat') return
    if (told.t === 'begin') uploadToken = told.upload_token
    const result = await resultOf(told)
    say({ t: 'reply', id: told.id, ok: true, result } as FromCompanion)
  }

  async function resultOf(told: Exclude<ToCompanion, { t: 'beat' }>): Promise<unknown> {
    if (told.t === 'begin') return { ready: true }
    if (told.t === 'tabs') return { tabs: [TAB] }
    if (told.t === 'keep_cookies') return { kept: 1 }
    if (told.t !== 'finish') return {}
    const entries = exports(told.session_id)
    for (const entry of entries) await uploadWhole(told.session_id, entry)
    return {
      chats: entries.map(({ chat }) => ({ service: chat.service, id: chat.id, status: 'complete' })),
      history: [],
      downloads: [],
    }
  }

  /** As the companion does: the server that had it may have died, another one takes it. */
  async function uploadWhole(sessionId: string, entry: JournalEntry): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await upload(sessionId, entry)
      } catch (error) {
        if (attempt === 4) throw error
        await sleep(500)
      }
    }
  }

  async function upload(sessionId: string, entry: JournalEntry): Promise<void> {
    const answer = await fetch(`${base}/api/companion/sessions/${sessionId}/journal`, {
      method: 'POST',
      headers: { authorization: `Bearer ${uploadToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(entry),
    })
    if (!answer.ok) throw new Error(`journal: ${answer.status} ${await answer.text()}`)
  }

  function connect(): void {
    if (closed) return
    const fresh = new WebSocket(`${base.replace('http', 'ws')}/companion`, [COMPANION_PROTOCOL, `token.${token}`], {
      origin: `chrome-extension://${COMPANION_ID}`,
    })
    socket = fresh
    fresh.on('open', () => say({ t: 'hello', version: '0.1.0', vm_id: machineId, session_id: null }))
    fresh.on('message', text => void answer(JSON.parse(String(text))).catch(() => {}))
    fresh.on('error', () => {})
    fresh.on('close', () => setTimeout(connect, AGAIN_MS))
  }

  connect()
  return {
    close() {
      closed = true
      socket?.terminate()
    },
  }
}

const TAB = {
  window: 1,
  index: 0,
  url: 'https://example.com/',
  title: 'Пример',
  active: true,
  pinned: false,
  group: null,
}
