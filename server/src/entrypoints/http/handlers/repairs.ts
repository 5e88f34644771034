import { copyProfile } from '../../../actions/admin/copy-profile.ts'
import { listProfileCopies } from '../../../actions/admin/list-profile-copies.ts'
import { rebootMachine } from '../../../actions/admin/reboot-machine.ts'
import { rebootDevice } from '../../../actions/reboot-device.ts'
import { restartSlot } from '../../../actions/restart-slot.ts'
import { slotIdOf } from '../../../db/read/slot-id.ts'
import { handlers } from '../knock.ts'

export const repairHandlers = handlers({
  restartSlot: async ({ parts, person, params, body }) =>
    restartSlot(parts, { by: person, slotId: await slotIdOf(parts.db, params.id), note: body.reason }),
  rebootDevice: async ({ parts, person, params, body }) =>
    rebootDevice(parts, { by: person, slotId: await slotIdOf(parts.db, params.id), note: body.reason }),
  rebootMachine: ({ parts, person, params, body }) =>
    rebootMachine(parts, { by: person, machineId: params.id, note: body.reason }),
  profileCopies: ({ parts, params }) => listProfileCopies(parts, params.id),
  backUpProfile: ({ parts, person, params, body }) =>
    copyProfile(parts, { by: person, machineId: params.id, profile: body.profile }),
  restoreProfile: ({ parts, person, params, body }) =>
    copyProfile(parts, { by: person, machineId: params.id, ...body }),
})
