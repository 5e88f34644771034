import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyNotUpload } from './upload.ts'

const ok = { ok: true, at: '2026-11-21T10:00:00Z' }
const failed = { ok: false, at: '2026-11-21T10:00:00Z', why: 'no answer' }
const ended = (state: string, closing: object = {}, freed_at: Date | null = null) => ({
  dump: { state },
  closing,
  freed_at,
})

const cases: [string, Parameters<typeof whyNotUpload>[0], string | null][] = [
  ['nobody’s session', null, 'session.unknown'],
  ['a session that runs', { dump: null, closing: {}, freed_at: null }, null],
  ['while it is sealed', ended('sealing'), null],
  ['once it was sealed', ended('pulling', { seal_files: ok }), 'session.ended'],
  ['once the seat was given back', ended('kept', {}, new Date()), 'session.ended'],
  ['a machine back from being away', ended('pulling', { seal_files: failed }), null],
  ['the same, the first dump delivered already', ended('delivered', { seal_files: failed }), null],
  ['the same, after the dump’s days', ended('expired', { seal_files: failed }), 'session.ended'],
]
for (const [name, session, code] of cases)
  test(`chats of ${name}: ${code ?? 'taken'}`, () => assert.equal(whyNotUpload(session), code))
