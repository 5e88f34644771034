import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { KEY_BYTES } from './aes-gcm.ts'
import { macOf } from './mac.ts'
import { writeOnce } from './write-once.ts'

/** A key that wraps the keys of values. */
export interface Key {
  /** Its file's name and a fingerprint: a key that was swapped for another is noticed. */
  id: string
  wraps: Buffer
}

export interface KeyRing {
  /** Never removed: tokens are signed with keys derived from it, and it wrapped everything before the first rotation. */
  master: Buffer
  /** All there are at this moment, oldest first. */
  all(): Key[]
  /** The one that wraps what is new. */
  newest(): Key
  /** Throws when it is not there. */
  find(id: string): Key
  add(): Key
  remove(id: string): void
}

/**
 * The keys in `<data>/secrets`: `master.key`, made at the first start, and `keys/<id>.key`, made by rotations. Read
 * anew whenever one is asked for, so that a running server follows a rotation. Refuses keys that are weak or lie open.
 */
export function openKeyRing(dataDir: string): KeyRing {
  const folder = join(dataDir, 'secrets')
  const more = join(folder, 'keys')
  mkdirSync(more, { recursive: true, mode: 0o700 })
  const masterFile = join(folder, 'master.key')
  if (!existsSync(masterFile)) writeKey(masterFile)
  const master = readKey(masterFile)
  const first = keyOf('master', master)

  const fileOf = (id: string) => join(more, `${id}.key`)
  const made = () =>
    readdirSync(more)
      .flatMap(name => NAMED.exec(name)?.[1] ?? [])
      .sort()
  const all = () => [first, ...made().map(id => readNamed(fileOf(id), id))]
  all()
  return {
    master,
    all,
    newest: () => all().at(-1) ?? first,
    find(id) {
      const key = all().find(key => key.id === id)
      if (!key) throw new Error(`The key ${id} is not in ${more}. Put it back from your backup.`)
      return key
    },
    add() {
      const last = Number(made().at(-1)?.slice(1, 5) ?? 0)
      const secret = randomBytes(KEY_BYTES)
      const key = keyOf(`k${String(last + 1).padStart(4, '0')}`, secret)
      writeKey(fileOf(key.id), secret)
      return key
    },
    remove(id) {
      if (id !== first.id) rmSync(fileOf(id))
    },
  }
}

/** `k0001-<fingerprint>.key`; counted, so that the newest is the last. */
const NAMED = /^(k\d{4}-[0-9a-f]{8})\.key$/

function keyOf(name: string, secret: Buffer): Key {
  const wraps = macOf(secret, 'wrap')
  const fingerprint = createHash('sha256').update(wraps).digest('hex').slice(0, 8)
  return { id: `${name}-${fingerprint}`, wraps }
}

function readNamed(file: string, id: string): Key {
  const key = keyOf(id.split('-')[0] ?? '', readKey(file))
  if (key.id !== id) throw new Error(`${file} holds another key than its name says. Put it back from your backup.`)
  return key
}

/** On the disk for good before anything is wrapped with it. */
function writeKey(file: string, secret = randomBytes(KEY_BYTES)): void {
  writeOnce(file, secret.toString('base64'))
}

/** Fewer different bytes than chance ever gives: written by hand, or a file of zeros. */
const FEWEST_BYTES = 10

function readKey(file: string): Buffer {
  const open = statSync(file).mode & 0o077
  if (open && process.platform !== 'win32')
    throw new Error(
      `${file} may be read by others. Run \`chmod 600 '${file}'\`, start, and then \`npm run keys -- rotate\`.`,
    )
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length < KEY_BYTES)
    throw new Error(`${file} holds less than ${KEY_BYTES} bytes. Put it back from your backup.`)
  if (new Set(key).size < FEWEST_BYTES) throw new Error(`${file} holds no random key. Put it back from your backup.`)
  return key
}
