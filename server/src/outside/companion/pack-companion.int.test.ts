import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { companionKey } from './companion-key.ts'
import { type CompanionSources, packCompanion, updateManifest } from './pack-companion.ts'

describe('the companion as machines install it', () => {
  let folder: string
  let sources: CompanionSources
  let built: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'taxi-pack-'))
    sources = { root: folder, dataDir: join(folder, 'data'), updateUrl: 'https://taxi.example/companion/update.xml' }
    built = join(folder, 'vm-extension/.output/chrome-mv3')
    mkdirSync(join(built, 'page'), { recursive: true })
    writeFileSync(
      join(built, 'manifest.json'),
      JSON.stringify({ manifest_version: 3, name: 'T', version: '0.1.0', key: 'k' }),
    )
    writeFileSync(join(built, 'page/background.js'), '1')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is signed with a key of the installation’s own, which gives it its id for good', async () => {
    const packed = await packCompanion(sources)

    const crx = readFileSync(packed.file)
    assert.deepEqual([crx.subarray(0, 4).toString(), crx.readUInt32LE(4)], ['Cr24', 3])
    assert.match(packed.id, /^[a-p]{32}$/)
    assert.equal(packed.id, (await companionKey(sources.dataDir)).id)
    assert.equal(packed.version, '0.1.0.1')
  })

  it('is packed once, and again with a higher version when it was built anew', async () => {
    const first = await packCompanion(sources)
    const bytes = readFileSync(first.file)
    assert.deepEqual(await packCompanion(sources), first)
    assert.ok(readFileSync(first.file).equals(bytes))

    writeFileSync(join(built, 'page/background.js'), '2')

    assert.equal((await packCompanion(sources)).version, '0.1.0.2')
  })

  it('cannot be packed before it is built', async () => {
    await assert.rejects(packCompanion({ ...sources, root: join(folder, 'elsewhere') }), /not built/)
  })

  it('is told of in words browsers understand, whatever the address', () => {
    const xml = updateManifest({ id: 'a'.repeat(32), version: '0.1.0.2' }, 'https://x/companion.crx?a=1&b="2"')

    assert.match(xml, /appid="a{32}"/)
    assert.match(xml, /codebase="https:\/\/x\/companion.crx\?a=1&amp;b=&quot;2&quot;" version="0.1.0.2"/)
  })
})
