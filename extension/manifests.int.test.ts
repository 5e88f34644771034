import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../server/src/config.ts'

interface Manifest {
  key?: string
  permissions: string[]
  host_permissions?: string[]
  content_scripts?: unknown[]
  web_accessible_resources?: unknown[]
  externally_connectable?: { ids?: string[]; matches?: string[] }
  content_security_policy?: { extension_pages?: string }
}

const built = (folder: string) => join(projectRoot, folder)
const popup = built('extension/.output/chrome-mv3')
const companion = built('vm-extension/.output/chrome-mv3')
const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest
const textOf = (folder: string, pattern: string) =>
  globSync(pattern, { cwd: folder }).map(file => ({ file, text: readFileSync(join(folder, file), 'utf8') }))

test('no page and no other extension can speak to ours, read its files or run in it', () => {
  for (const folder of [popup, companion]) {
    const manifest = manifestOf(folder)
    assert.deepEqual(manifest.externally_connectable, { ids: [] }, folder)
    assert.deepEqual(manifest.web_accessible_resources ?? [], [], folder)
    assert.deepEqual(manifest.content_scripts ?? [], [], folder)
    // The browser's own rule, scripts of the package alone, stands.
    assert.equal(manifest.content_security_policy, undefined, folder)
    assert.ok(manifest.key, 'a fixed id, which the server’s CORS list names')
  }
})

test('the popup may ask for no more than it uses', () => {
  const manifest = manifestOf(popup)

  assert.deepEqual(manifest.permissions, ['activeTab', 'alarms', 'notifications', 'storage'])
  assert.deepEqual(manifest.host_permissions ?? [], [])
})

test('no extension listens to messages from outside, nor to the inside without looking who sends', () => {
  for (const folder of [popup, companion])
    for (const { file, text } of textOf(folder, '**/*.js')) {
      assert.doesNotMatch(text, /\bon(Message|Connect)External\.addListener/, file)
      assert.doesNotMatch(text, /\bruntime\.onMessage\.addListener/, file)
      if (/\bruntime\.onConnect\.addListener/.test(text)) assert.match(text, /sender\?\.id\b/, file)
    }
})

test('the popup keeps its tokens in memory, never on the disk', () => {
  const source = readFileSync(built('extension/storage.ts'), 'utf8')

  assert.match(source, /tokens: item<Tokens>\('session', /)
  assert.doesNotMatch(source, /item<[^>]*Token[^>]*>\('local'/)
})

test('pages of the extensions carry no script of their own', () => {
  for (const folder of [popup, companion])
    for (const { file, text } of textOf(folder, '**/*.html'))
      assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)[^>]*>|\son[a-z]+\s*=/i, file)
})
