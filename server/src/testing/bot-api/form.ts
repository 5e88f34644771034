import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import busboy from 'busboy'

export interface UploadedFile {
  /** Where the bytes lie. */
  path: string
  name: string
  bytes: number
  sha256: string
}

export interface Form {
  fields: Record<string, string>
  /** By the name they are attached under. */
  files: Map<string, UploadedFile>
}

/** The call's fields, from JSON or multipart; files go to disk, counted and hashed. Null when the upload broke off. */
export async function readForm(request: IncomingMessage, folder: string, cutHalfway: boolean): Promise<Form | null> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/')) return { fields: await jsonFields(request), files: new Map() }
  return multipart(request, folder, cutHalfway).catch(() => null)
}

async function jsonFields(request: IncomingMessage): Promise<Record<string, string>> {
  let text = ''
  for await (const chunk of request) text += chunk
  const body: Record<string, unknown> = text ? JSON.parse(text) : {}
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}

async function multipart(request: IncomingMessage, folder: string, cutHalfway: boolean): Promise<Form> {
  const form: Form = { fields: {}, files: new Map() }
  const writing: Promise<void>[] = []
  const parser = busboy({ headers: request.headers, defParamCharset: 'utf8' })
  parser.on('field', (name, value) => {
    form.fields[name] = value
  })
  parser.on('file', (name, stream, { filename }) => {
    writing.push(
      store(stream, folder, filename ?? 'file', cutHalfway).then(file => {
        form.files.set(name, file)
      }),
    )
    writing.at(-1)?.catch(() => request.socket.destroy())
  })
  await pipeline(request, parser)
  await Promise.all(writing)
  return form
}

async function store(
  stream: NodeJS.ReadableStream,
  folder: string,
  name: string,
  cutHalfway: boolean,
): Promise<UploadedFile> {
  const path = join(folder, randomUUID())
  const hash = createHash('sha256')
  let bytes = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (cutHalfway) return done(new Error('cut halfway'))
      bytes += chunk.length
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(stream, count, createWriteStream(path))
  return { path, name, bytes, sha256: hash.digest('hex') }
}
