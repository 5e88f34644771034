import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOfTab, serverAddress } from './server-address.ts'

test('the address may be typed as people type addresses', () => {
  assert.equal(serverAddress('taxi.example.com'), 'https://taxi.example.com')
  assert.equal(serverAddress(' https://taxi.example.com/app/ '), 'https://taxi.example.com')
  assert.equal(serverAddress('http://taxi.example.com:8080'), 'http://taxi.example.com:8080')
  assert.equal(serverAddress('taxi:3000'), 'https://taxi:3000')
})

test('a computer of one’s own is reached without a certificate', () => {
  assert.equal(serverAddress('localhost:3000'), 'http://localhost:3000')
  assert.equal(serverAddress('192.168.1.7:3000'), 'http://192.168.1.7:3000')
  assert.equal(serverAddress('localhost.example.com'), 'https://localhost.example.com')
})

test('what is no web address is not taken for one', () => {
  for (const typed of ['', '   ', 'taxi', 'what?', 'ftp://taxi.example.com', 'javascript:alert(1)', 'chrome://version'])
    assert.equal(serverAddress(typed), null, typed)
})

test('the address is taken from a tab only when it shows the server’s pages', () => {
  assert.equal(addressOfTab('https://taxi.example.com/app/invitation'), 'https://taxi.example.com')
  assert.equal(addressOfTab('http://localhost:3000/app/'), 'http://localhost:3000')
  assert.equal(addressOfTab('https://example.com/'), null)
  assert.equal(addressOfTab('https://example.com/apples'), null)
  assert.equal(addressOfTab(undefined), null)
})
