import type { IncomingMessage } from 'node:http'
import { COMPANION_PROTOCOL } from '@taxi/contract/companion.ts'
import { COMPANION_ID } from '@taxi/contract/extension-ids.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/client.ts'
import { hashOf } from '../../outside/secrets.ts'

export type Admitted = { machineId: string; local: boolean } | { refused: 401 | 403 }

/** Which machine's companion knocks. Only our extension may, with the token of a machine in service. */
export async function admit(
  request: Pick<IncomingMessage, 'headers'>,
  { db, config }: { db: Pick<Db, 'machines'>; config: Pick<Config, 'EXTENSION_IDS'> },
): Promise<Admitted> {
  const ours = [COMPANION_ID, ...config.EXTENSION_IDS].map(id => `chrome-extension://${id}`)
  if (!ours.includes(request.headers.origin ?? '')) return { refused: 403 }
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map(name => name.trim())
  const token = offered.find(name => name.startsWith('token.'))?.slice('token.'.length)
  if (!offered.includes(COMPANION_PROTOCOL) || !token) return { refused: 401 }
  const machine = await db.machines.findFirst({ where: { token_hash: hashOf(token), is_active: true } })
  return machine ? { machineId: machine.id, local: machine.driver === 'local' } : { refused: 401 }
}
