import { endpoint } from './endpoint.ts'
import { RepairAsked, RepairView } from './repairs.ts'

/** What puts a slot or a machine right that hangs. A session there is ended properly first: its dump is made before. */
export const repairEndpoints = {
  restartSlot: endpoint('POST', '/slots/:id/restart', {
    does: 'Starts the slot’s screen and browser anew; a session there ends first.',
    permission: 'slots:write',
    status: 202,
    body: RepairAsked,
    reply: RepairView,
    idempotent: true,
  }),
  rebootDevice: endpoint('POST', '/slots/:id/reboot-device', {
    does: 'Reboots the slot’s machine; a session there ends first.',
    permission: 'slots:admin',
    status: 202,
    body: RepairAsked,
    reply: RepairView,
    idempotent: true,
  }),
  rebootMachine: endpoint('POST', '/admin/vm/:id/reboot', {
    does: 'Reboots a machine; a session there ends first.',
    permission: 'machines:admin',
    status: 202,
    body: RepairAsked,
    reply: RepairView,
    idempotent: true,
  }),
}
