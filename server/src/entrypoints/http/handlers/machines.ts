import { offerJoin } from '../../../actions/admin/offer-join.ts'
import { joinMachine } from '../../../actions/join-machine.ts'
import { handlers } from '../knock.ts'

export const machineHandlers = handlers({
  offerJoin: ({ parts, params }) => offerJoin(parts, params.id),
  joinMachine: ({ parts, body }) => joinMachine(parts, body),
})
