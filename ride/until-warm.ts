import type { Client } from '@taxi/contract/client.ts'
import { until } from './world.ts'

/** The practice machine shows its page, was seen healthy, and its companion is on the line. */
export async function untilWarm(client: Client): Promise<void> {
  await until('the practice machine is warm', async () => {
    const machines = await client.call('machines')
    return machines.some(machine => machine.vm_id === 'local' && machine.is_healthy && machine.companion.connected)
  })
}
