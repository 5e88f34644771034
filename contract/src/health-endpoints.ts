import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { HealthView } from './health.ts'
import { MachineView } from './machines.ts'

/** How everything is, for administrators. */
export const healthEndpoints = {
  health: endpoint('GET', '/admin/health', {
    does: 'Machines, sign-ins, renewals, what waits to be sent, and what is or was wrong.',
    permission: 'machines:admin',
    reply: HealthView,
  }),
  liftQuarantine: endpoint('POST', '/admin/machines/:id/lift-quarantine', {
    does: 'Puts a machine back into service that was set aside after repeated errors.',
    permission: 'machines:admin',
    body: z.object({}),
    reply: MachineView,
  }),
}
