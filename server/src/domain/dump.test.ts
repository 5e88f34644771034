import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  isSealed,
  isWhole,
  joinSeals,
  mayCleanNow,
  sealingProgress,
  secondChances,
  stepsLeft,
  whenMachineIsSilent,
} from './dump.ts'

const ended = new Date('2026-11-21T10:00:00Z')
const after = (ms: number) => new Date(ended.getTime() + ms)
const ok = { ok: true, at: ended.toISOString() }
const failed = { ok: false, at: ended.toISOString(), why: 'no answer' }

test('a fresh end has every step before it, tabs first and cleaning last', () => {
  assert.deepEqual(stepsLeft({}, ended, after(0)), [
    'tabs',
    'seal_screen',
    'finish',
    'seal_files',
    'keep_cookies',
    'clean',
  ])
})

test('a step that failed is not tried again, cleaning is', () => {
  const closing = { tabs: failed, seal_screen: ok, finish: ok, seal_files: ok, keep_cookies: ok, clean: failed }

  assert.deepEqual(stepsLeft(closing, ended, after(5_000)), ['clean'])
})

test('after the hard stop only cleaning is left', () => {
  assert.deepEqual(stepsLeft({ tabs: ok }, ended, after(46_000)), ['clean'])
})

test('a seat that could not be cleaned is tried again after five seconds, not before', () => {
  assert.equal(mayCleanNow({}, after(0)), true)
  assert.equal(mayCleanNow({ clean: failed }, after(4_000)), false)
  assert.equal(mayCleanNow({ clean: failed }, after(5_000)), true)
})

test('the dump may be pulled once all that can be sealed is, before the seat is clean', () => {
  const closing = { tabs: ok, seal_screen: ok, finish: failed, seal_files: ok }

  assert.equal(isSealed(closing, ended, after(1_000)), true)
  assert.equal(isSealed({ tabs: ok }, ended, after(1_000)), false)
  assert.equal(isSealed({ tabs: ok }, ended, after(50_000)), true)
})

test('what was sealed once is not lost to a later look that finds nothing', () => {
  const complete = { path: 'clipboard.txt', kind: 'clipboard', bytes: 3, sha256: 'a', status: 'complete' } as const
  const missing = { path: 'clipboard.txt', kind: 'clipboard', bytes: 0, sha256: null, status: 'missing' } as const

  assert.deepEqual(joinSeals([complete], [missing]), [complete])
  assert.deepEqual(joinSeals([missing], [complete]), [complete])
})

test('a silent machine is asked until the deadline; chats that are here do not wait for it, and go ahead once', () => {
  const dump = { attempts: 4, deadline: after(24 * 3600_000), readyAt: null, hasChats: true }

  assert.equal(whenMachineIsSilent({ ...dump, attempts: 3 }, after(5_000)), 'ask later')
  assert.equal(whenMachineIsSilent(dump, after(10_000)), 'go ahead')
  assert.equal(whenMachineIsSilent({ ...dump, hasChats: false }, after(10_000)), 'ask later')
  assert.equal(whenMachineIsSilent({ ...dump, readyAt: after(20_000) }, after(60_000)), 'ask later')
  assert.equal(whenMachineIsSilent(dump, after(24 * 3600_000)), 'give up')
})

test('what the machine failed to seal is tried once more before it is cleaned, the rest only once it was away for that too', () => {
  const away = { tabs: failed, seal_screen: failed, finish: failed, seal_files: failed, keep_cookies: failed }

  assert.deepEqual(secondChances({ tabs: failed }), [])
  assert.deepEqual(secondChances(away), ['seal_screen', 'seal_files'])
  assert.deepEqual(secondChances({ ...away, seal_screen: { ...failed, again: true } }), ['seal_files'])
  assert.deepEqual(secondChances({ ...away, clean: ok }), [])
  assert.deepEqual(secondChances({ ...away, tabs: ok, finish: { ...failed, again: true }, clean: failed }), [
    'seal_screen',
    'seal_files',
    'keep_cookies',
  ])
})

test('a dump whose machine may yet seal what it failed to seal is not pulled, unless that machine is away', () => {
  const closing = { tabs: ok, seal_screen: failed, finish: ok, seal_files: ok, keep_cookies: ok }

  assert.equal(isSealed(closing, ended, after(1_000)), false)
  assert.equal(isSealed({ ...closing, seal_screen: { ...failed, again: true } }, ended, after(1_000)), true)
  assert.equal(isSealed({ ...closing, clean: failed }, ended, after(1_000)), true)
})

test('a machine’s word of what it holds counts once it sealed everything, or the seat was given back', () => {
  const sealed = { seal_screen: ok, seal_files: ok }

  assert.equal(isWhole(sealed, null), true)
  assert.equal(isWhole({ ...sealed, seal_screen: failed, clean: failed }, null), false)
  assert.equal(isWhole({ ...sealed, seal_screen: { ...failed, again: true } }, null), true)
  assert.equal(isWhole({ ...sealed, seal_files: failed }, null), false)
  assert.equal(isWhole({ ...sealed, seal_files: failed }, ended), true)
})

test('the sealing is told step by step, cleaning is no part of it', () => {
  assert.deepEqual(sealingProgress({}), { stage: 'sealing', done: 0, total: 4 })
  assert.deepEqual(sealingProgress({ tabs: ok, seal_screen: failed, keep_cookies: ok }), {
    stage: 'sealing',
    done: 2,
    total: 4,
  })
})
