import type { Client } from '@taxi/contract/client.ts'
import { until } from './world.ts'

/** The machine shows its page, was seen healthy, and its companion is on the line. */
export async function untilWarm(client: Client, id = 'local'): Promise<void> {
  await until(`the machine ${id} is warm`, async () => {
    const machines = await client.call('machines')
    return machines.some(machine => machine.vm_id === id && machine.is_healthy && machine.companion.connected)
  })
}
