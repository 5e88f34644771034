import type { Client } from '@taxi/contract/client.ts'
import { freePort } from '../server/src/outside/free-port.ts'
import type { Debian } from './debian.ts'
import { type Converged, runPlaybook } from './run-playbook.ts'

export interface Brought {
  runs: Converged[]
  /** Of its browser's debugging port, on this computer's own loopback. */
  cdpPort: number
  display: number
}

/** Brings an empty Debian into the service of this server, as an administrator does, and runs the roles as often as asked. */
export async function bringMachine(
  boss: Client,
  debian: Debian,
  id: string,
  slotId: string,
  times = 1,
): Promise<Brought> {
  await boss.call('addMachine', {
    body: {
      vm_id: id,
      name: 'Debian 12',
      driver: 'ssh',
      address: '127.0.0.1',
      port: debian.sshPort,
      rfb_port: await freePort(),
    },
  })
  await boss.call('changeSlot', { params: { id: slotId }, body: { machine_ids: [id], is_active: true } })
  const { inventory, command } = await boss.call('offerJoin', { params: { id }, body: {} })
  const secret = (name: string) => new RegExp(`${name}=(\\S+)`).exec(command)?.[1] ?? ''
  const TAXI_MACHINE_TOKEN = secret('TAXI_MACHINE_TOKEN')
  // Here the machine shares this computer's network, display numbers and ports: those are not the usual ones.
  const more = { seat_display: 90 + Math.floor(Math.random() * 900), seat_cdp_port: await freePort() }
  const runs: Converged[] = []
  for (let time = 1; time <= times; time++) {
    // It proves itself once.
    const TAXI_JOIN_TOKEN = time === 1 ? secret('TAXI_JOIN_TOKEN') : ''
    const environment = { TAXI_MACHINE_TOKEN, TAXI_JOIN_TOKEN }
    runs.push(await runPlaybook(debian, { playbook: 'site.yml', inventory, more, environment }))
  }
  return { runs, cdpPort: more.seat_cdp_port, display: more.seat_display }
}
