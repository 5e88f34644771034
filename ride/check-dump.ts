import { createHash } from 'node:crypto'
import { TaxiChat } from '@taxi/contract/chat.ts'
import { Manifest } from '@taxi/contract/dumps.ts'
import { PNG } from 'pngjs'
import { fromBuffer } from 'yauzl'

/** What the ride did, and must find again in its dump. */
export interface Ridden {
  typed: string
  copied: string
  download: RegExp
  pageUrl: RegExp
}

export interface DumpSummary {
  files: number
  items: number
  incomplete: string[]
  bytes: number
}

/** Opens every zip of a dump by itself and checks it against what was done. Throws a sentence for the first thing missing. */
export async function checkDump(zips: Buffer[], page: string, ridden: Ridden): Promise<DumpSummary> {
  const files = new Map<string, Buffer>()
  for (const zip of zips) for (const [name, body] of await unzip(zip)) files.set(name, body)
  const manifest = Manifest.parse(JSON.parse(need(files, /^manifest\.json$/).toString('utf8')))
  const incomplete = manifest.items.filter(item => item.status !== 'complete')
  must(
    incomplete.length === 0,
    `these items are not complete: ${incomplete.map(item => `${item.path} (${item.why ?? '?'})`).join(', ')}`,
  )
  for (const item of manifest.items) {
    const body = files.get(item.path)
    must(body, `the manifest names ${item.path}, no zip holds it`)
    must(
      !item.sha256 || createHash('sha256').update(body).digest('hex') === item.sha256,
      `${item.path} is not what the manifest says`,
    )
  }
  must(
    need(files, /^chats\/.*\.md$/)
      .toString('utf8')
      .includes(ridden.typed),
    'the Markdown lacks the typed text',
  )
  const chat = TaxiChat.parse(JSON.parse(need(files, /^chats\/[^/]*\.json$/).toString('utf8')))
  must(
    chat.turns.some(turn => turn.role === 'user' && turn.markdown.includes(ridden.typed)),
    'the JSON lacks the typed text',
  )
  must(
    chat.turns.some(turn => turn.role === 'assistant' && turn.markdown.length > 0),
    'the JSON lacks an answer',
  )
  must(ridden.pageUrl.test(need(files, /^tabs\.json$/).toString('utf8')), 'the tab list lacks the practice page')
  must(
    [...files.keys()].some(name => ridden.download.test(name)),
    'the download is not there',
  )
  must(
    need(files, /^clipboard\.txt$/)
      .toString('utf8')
      .includes(ridden.copied),
    'the clipboard is not what was copied',
  )
  must(!isBlank(need(files, /^screenshot\.png$/)), 'the screenshot is blank')
  must(page.includes(ridden.typed), 'index.html lacks the typed text')
  return {
    files: files.size,
    items: manifest.items.length,
    incomplete: incomplete.map(item => item.path),
    bytes: zips.reduce((sum, zip) => sum + zip.length, 0),
  }
}

function must(fact: unknown, sentence: string): asserts fact {
  if (!fact) throw new Error(`dump: ${sentence}`)
}

function need(files: Map<string, Buffer>, name: RegExp): Buffer {
  for (const [path, body] of files) if (name.test(path)) return body
  throw new Error(`dump: there is no ${name.source} among ${[...files.keys()].join(', ')}`)
}

/** One colour all over is no picture. */
function isBlank(png: Buffer): boolean {
  const { data } = PNG.sync.read(png)
  for (let at = 4; at < data.length; at += 4) if (data.readUInt32BE(at) !== data.readUInt32BE(0)) return false
  return true
}

function unzip(zip: Buffer): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (error, opened) => {
      if (error) return reject(error)
      const files = new Map<string, Buffer>()
      opened.on('error', reject)
      opened.on('end', () => resolve(files))
      opened.on('entry', entry => {
        opened.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed)
          const chunks: Buffer[] = []
          for await (const chunk of stream) chunks.push(chunk as Buffer)
          files.set(entry.fileName, Buffer.concat(chunks))
          opened.readEntry()
        })
      })
      opened.readEntry()
    })
  })
}
