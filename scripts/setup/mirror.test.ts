import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { debianMirror } from './mirror.mjs'

let etc: string
beforeEach(() => {
  etc = mkdtempSync(join(tmpdir(), 'taxi-apt-'))
  mkdirSync(join(etc, 'sources.list.d'))
})
afterEach(() => rmSync(etc, { recursive: true, force: true }))

const sourceFile = (name: string, text: string) => writeFileSync(join(etc, name), text)
const mirror = () => debianMirror('bookworm', etc)

test('the mirror and keyring are the ones the machine uses already', () => {
  sourceFile(
    'sources.list.d/debian.sources',
    `Types: deb
# a note in between
URIs: http://mirror.internal/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.internal/security
Suites: bookworm-security
Components: main
`,
  )

  assert.deepEqual(mirror(), {
    uri: 'http://mirror.internal/debian',
    signedBy: '/usr/share/keyrings/debian-archive-keyring.gpg',
    trusted: false,
  })
})

test('the old one-line files are read as well', () => {
  sourceFile(
    'sources.list',
    `# deb http://old.internal/debian bookworm main
deb cdrom:[Debian GNU/Linux 12]/ bookworm main
deb-src http://mirror.internal/debian bookworm main
deb http://mirror.internal/security bookworm-security main
deb [arch=amd64 signed-by=/etc/apt/keyrings/a.gpg] http://mirror.internal/debian bookworm contrib main
`,
  )

  assert.deepEqual(mirror(), {
    uri: 'http://mirror.internal/debian',
    signedBy: '/etc/apt/keyrings/a.gpg',
    trusted: false,
  })
})

test('a source that is switched off, or of somebody else, is not Debian’s mirror', () => {
  sourceFile('sources.list.d/node.list', 'deb https://node.internal nodistro main\n')
  sourceFile(
    'sources.list.d/debian.sources',
    'Enabled: no\nTypes: deb\nURIs: http://mirror.internal/debian\nSuites: bookworm\nComponents: main\n',
  )

  assert.equal(mirror(), null)
})

test('a key that stands in the file itself comes along', () => {
  const key = ' -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQINBF\n -----END PGP PUBLIC KEY BLOCK-----'
  sourceFile(
    'sources.list.d/debian.sources',
    `Types: deb\nURIs: http://mirror.internal/debian\nSuites: bookworm\nComponents: main\nSigned-By:\n${key}\n`,
  )

  assert.equal(mirror()?.signedBy.trim(), key.trim())
})
