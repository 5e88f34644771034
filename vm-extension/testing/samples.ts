import type { TaxiChat, Turn } from '@taxi/contract/chat.ts'
import type { Session } from '../session/session.ts'

/** A turn for tests; only what matters is named. */
export const turn = (given: Partial<Turn>): Turn => ({
  index: 0,
  role: 'assistant',
  id: null,
  at: null,
  model: null,
  markdown: '',
  images: [],
  attachments: [],
  citations: [],
  active: true,
  ...given,
})

export const chat = (given: Partial<TaxiChat>): TaxiChat => ({
  format: 'taxi-chat/1',
  service: 'practice',
  id: 'c1',
  url: 'http://127.0.0.1/practice/c/c1',
  title: 'Title',
  model: null,
  created_at: null,
  updated_at: null,
  exported_at: '2026-11-21T10:00:00.000Z',
  source: 'api',
  status: 'complete',
  turns: [],
  artifacts: [],
  ...given,
})

export const session = (given: Partial<Session> = {}): Session => ({
  id: '6f1dd0f0-5f0e-4d5c-9f5a-0a6f2e6f9d11',
  service: 'practice',
  start_url: 'http://127.0.0.1:3000/practice',
  since: '2026-11-21T10:00:00.000Z',
  begun_at: 0,
  upload_token: 'token',
  touched: {},
  exports: {},
  strangers: {},
  unplaced: {},
  ...given,
})
