import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { CopyPutBack, CopyWanted, ProfileCopies, RepairAsked, RepairView } from './repairs.ts'

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
  profileCopies: endpoint('GET', '/admin/machines/:id/copies', {
    does: 'The copies of browser profiles on a machine’s own disk. They never leave it.',
    permission: 'machines:admin',
    reply: z.array(ProfileCopies),
  }),
  backUpProfile: endpoint('POST', '/admin/machines/:id/copies', {
    does: 'Copies a browser profile on its machine, at rest; refused while somebody sits there.',
    permission: 'machines:admin',
    status: 202,
    body: CopyWanted,
    reply: RepairView,
  }),
  restoreProfile: endpoint('POST', '/admin/machines/:id/restore', {
    does: 'Puts a copy of a browser profile back; what it was until now becomes a copy.',
    permission: 'machines:admin',
    status: 202,
    body: CopyPutBack,
    reply: RepairView,
  }),
}
