import { createHash } from 'node:crypto'
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import crx3 from 'crx3'
import * as z from 'zod/mini'
import { writeWhole } from '../write-whole.ts'
import { companionKey } from './companion-key.ts'

/** The companion as a machine's browser installs it. */
export interface PackedCompanion {
  id: string
  /** Product's version and a count: a browser takes up only what is newer. */
  version: string
  /** The signed package on this disk. */
  file: string
}

export interface CompanionSources {
  root: string
  dataDir: string
  /** Where browsers ask for a newer one. */
  updateUrl: string
}

const Note = z.object({ made_from: z.string(), count: z.number(), version: z.string() })

/**
 * Signs the built companion with this installation's key; what was packed already is not packed again, what was built
 * anew gets a higher version. Throws when it is not built.
 */
export async function packCompanion({ root, dataDir, updateUrl }: CompanionSources): Promise<PackedCompanion> {
  const built = join(root, 'vm-extension/.output/chrome-mv3')
  if (!existsSync(join(built, 'manifest.json'))) throw new Error('The companion is not built: run `npm run build`.')
  const key = await companionKey(dataDir)
  const folder = join(dataDir, 'companion')
  const [noteFile, file] = [join(folder, 'packed.json'), join(folder, 'companion.crx')]
  const made_from = fingerprint(built, `${key.id} ${updateUrl}`)
  const last = noteIn(noteFile)
  if (last?.made_from === made_from && existsSync(file)) return { id: key.id, version: last.version, file }

  const count = (last?.count ?? 0) + 1
  const version = await pack(built, folder, { key: key.file, file, updateUrl, count })
  await writeWhole(noteFile, JSON.stringify({ made_from, count, version }))
  return { id: key.id, version, file }
}

/** What a browser is told when it asks for a newer one. Source: the Omaha update protocol, `gupdate` 2.0. */
export function updateManifest({ id, version }: Pick<PackedCompanion, 'id' | 'version'>, crxUrl: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid="${id}">
    <updatecheck codebase="${escaped(crxUrl)}" version="${version}" prodversionmin="120"/>
  </app>
</gupdate>
`
}

interface Packing {
  key: string
  file: string
  updateUrl: string
  count: number
}

async function pack(built: string, folder: string, { key, file, updateUrl, count }: Packing): Promise<string> {
  const copy = join(folder, 'unpacked')
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  cpSync(built, copy, { recursive: true })
  const manifestFile = join(copy, 'manifest.json')
  // The fixed key is for unpacked ones; a package's id is its signature's.
  const { key: _, ...manifest } = JSON.parse(readFileSync(manifestFile, 'utf8'))
  const version = `${manifest.version}.${count}`
  await writeWhole(manifestFile, JSON.stringify({ ...manifest, version, update_url: updateUrl }))
  await crx3([manifestFile], { keyPath: key, crxPath: file })
  rmSync(copy, { recursive: true })
  return version
}

function noteIn(file: string): z.output<typeof Note> | null {
  return existsSync(file) ? (Note.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null) : null
}

function fingerprint(folder: string, beside: string): string {
  const hash = createHash('sha256').update(beside)
  for (const name of globSync('**/*', { cwd: folder }).sort())
    if (statSync(join(folder, name)).isFile()) hash.update(name).update(readFileSync(join(folder, name)))
  return hash.digest('hex')
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
