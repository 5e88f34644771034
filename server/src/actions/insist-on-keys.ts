import { readKeysInUse } from '../db/read/keys-in-use.ts'
import type { Parts } from '../parts.ts'

/** Stops the start when the database holds values whose key is gone: better now than when somebody needs one. */
export async function insistOnKeys({ db, secrets }: Pick<Parts, 'db' | 'secrets'>): Promise<void> {
  const there = new Set(['v1', ...secrets.keys.all().map(key => key.id)])
  const missing = [...(await readKeysInUse(db)).keys()].filter(id => !there.has(id))
  if (missing.length)
    throw new Error(
      `The database holds values under keys that are not in the data folder's secrets: ${missing.join(', ')}. ` +
        'Put `secrets` back from the backup that goes with this database.',
    )
}
