import type { JoinTicket } from '@taxi/contract/companion.ts'
import type { Change } from '../../db/client.ts'
import { hashOf, newToken } from '../../outside/secrets.ts'

/** A fresh machine token and where to use it; only its hash is kept, and the one before stops working. */
export async function newTicket(
  change: Change,
  machineId: string,
  publicUrl: string,
  port: number,
): Promise<JoinTicket> {
  const machine_token = newToken()
  const machine = await change(tx =>
    tx.machines.update({ where: { id: machineId }, data: { token_hash: hashOf(machine_token) } }),
  )
  // A machine on this computer needs no name, and none of the proxies in front of it.
  const server_url = machine.driver === 'local' ? `http://127.0.0.1:${port}` : publicUrl
  return { ws_url: `${server_url.replace(/^http/, 'ws')}/companion`, server_url, vm_id: machineId, machine_token }
}
