import { rotateKeys } from '../../server/src/actions/rotate-keys.ts'
import { readKeysInUse } from '../../server/src/db/read/keys-in-use.ts'
import { withParts } from '../with-parts.ts'

const USAGE = `npm run keys -- list     which keys there are, and how many values each wraps
npm run keys -- rotate   a new key; everything is wrapped by it, older ones are removed. Cut short, it goes on when called again.
                         Keep the data folder's secrets of before with the backups of before: those need them.`

const commands: Record<string, () => Promise<void>> = { list, rotate }
const command = commands[process.argv[2] ?? '']
process.umask(0o077)
if (command) await command()
else {
  console.error(USAGE)
  process.exitCode = 64
}

async function list(): Promise<void> {
  await withParts(async ({ db, secrets }) => {
    const used = await readKeysInUse(db)
    const ids = new Set([...secrets.keys.all().map(key => key.id), ...used.keys()])
    for (const id of ids) console.log(`${id} wraps ${used.get(id) ?? 0}`)
  })
}

async function rotate(): Promise<void> {
  await withParts(async parts => {
    const { keyId, resumed, rewrapped, removed, unreadable } = await rotateKeys(parts)
    console.log(`${resumed ? 'Went on with' : 'Made'} the key ${keyId}; ${rewrapped} values wrapped by it.`)
    for (const id of removed) console.log(`Removed ${id}: nothing needs it any more.`)
    for (const place of unreadable) console.error(`Does not open, left as it is: ${place}. Enter it anew.`)
    if (unreadable.length) process.exitCode = 1
  })
}
