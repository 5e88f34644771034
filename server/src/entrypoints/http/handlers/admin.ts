import { addMachine } from '../../../actions/admin/add-machine.ts'
import { addPerson } from '../../../actions/admin/add-person.ts'
import { addSlot } from '../../../actions/admin/add-slot.ts'
import { changeMachine } from '../../../actions/admin/change-machine.ts'
import { changePerson } from '../../../actions/admin/change-person.ts'
import { changeSlot } from '../../../actions/admin/change-slot.ts'
import { invitePerson } from '../../../actions/admin/invite-person.ts'
import { kickSession } from '../../../actions/kick-session.ts'
import { knownAdminSlot, readAdminSlots } from '../../../db/read/admin-slots.ts'
import { knownMachine, readMachines } from '../../../db/read/machines.ts'
import { readPeople } from '../../../db/read/person.ts'
import { knownSession } from '../../../db/read/session.ts'
import { slotIdOf } from '../../../db/read/slot-id.ts'
import { handlers } from '../knock.ts'

export const adminHandlers = handlers({
  adminSlots: ({ parts, person }) => readAdminSlots(parts, person),
  addSlot: async ({ parts, person, body }) => {
    await addSlot(parts, body)
    return knownAdminSlot(parts, person, body.id)
  },
  changeSlot: async ({ parts, person, params, body }) => {
    const id = await slotIdOf(parts.db, params.id)
    await changeSlot(parts, id, body)
    return knownAdminSlot(parts, person, id)
  },
  people: ({ parts }) => readPeople(parts.db),
  addPerson: ({ parts, body }) => addPerson(parts, body),
  changePerson: ({ parts, person, params, body }) => changePerson(parts, params.id, body, person),
  invitePerson: ({ parts, params }) => invitePerson(parts, params.id),
  machines: ({ parts }) => readMachines(parts),
  addMachine: async ({ parts, body }) => {
    await addMachine(parts, body)
    return knownMachine(parts, body.vm_id)
  },
  changeMachine: async ({ parts, params, body }) => {
    await changeMachine(parts, params.id, body)
    return knownMachine(parts, params.id)
  },
  kick: async ({ parts, person, params, body }) => {
    await kickSession(parts, { by: person, sessionId: params.id, note: body.reason })
    return knownSession(parts.db, params.id)
  },
})
