import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { JoinClaim, Joined, JoinOffer } from './machines.ts'

/** How a machine of the company becomes one of ours. */
export const machineEndpoints = {
  offerJoin: endpoint('POST', '/admin/machines/:id/join', {
    does: 'New keys for a machine reached over SSH, and the command that sets it up; what it joined with before is void.',
    permission: 'machines:admin',
    body: z.object({}),
    reply: JoinOffer,
  }),
  joinMachine: endpoint('POST', '/machines/join', {
    does: 'A machine proves itself with its one-time token; its host key is pinned and it is looked at.',
    caller: 'anyone',
    body: JoinClaim,
    reply: Joined,
  }),
}
