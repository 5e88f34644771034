import * as z from 'zod/mini'
import { RepairView } from './repairs.ts'
import { Instant, line } from './shapes.ts'

export const DriverName = z.enum(['ssh', 'local', 'dry'])
export type DriverName = z.infer<typeof DriverName>

export const MachineView = z.object({
  vm_id: z.string(),
  name: z.string(),
  driver: DriverName,
  address: z.string(),
  port: z.nullable(z.number()),
  is_active: z.boolean(),
  /** Takes nobody new; who sits there stays. */
  is_draining: z.boolean(),
  /** Takes nobody new until then, after too many errors in too short a time; null: it is not set aside. */
  quarantined_until: z.nullable(Instant),
  /** null: nobody has looked yet. */
  is_healthy: z.nullable(z.boolean()),
  /** What the last look found wrong, in words; empty when nothing. */
  trouble: z.array(z.string()),
  companion: z.object({
    connected: z.boolean(),
    version: z.nullable(z.string()),
    /** Its browser was asked for the server's version some time ago and has not taken it. */
    is_late: z.boolean(),
  }),
  active_user: z.nullable(z.string()),
  active_slot: z.nullable(z.string()),
  slot_ids: z.array(z.string()),
  /** Nobody sits there, no seat is being closed, and nothing of a dump is still to be fetched: it may be switched off. */
  is_empty: z.boolean(),
  /** The last thing done to it between sessions, or being done. */
  repair: z.nullable(RepairView),
  updated_at: z.nullable(Instant),
  /** Of a machine reached over SSH: when it proved itself; null while it has not, or needs not. */
  joined_at: z.nullable(Instant),
})
export type MachineView = z.infer<typeof MachineView>

export const MachineDraft = z.object({
  vm_id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/)),
  name: line(80),
  driver: DriverName,
  address: z._default(z.string().check(z.maxLength(255)), ''),
  port: z._default(z.nullable(z.int().check(z.minimum(1), z.maximum(65535))), null),
  /** Where the screen is on the machine's own loopback. */
  rfb_port: z._default(z.int().check(z.minimum(1024), z.maximum(65535)), 5901),
})
export const MachineChange = z.partial(
  z.object({
    name: line(80),
    address: z.string().check(z.maxLength(255)),
    port: z.nullable(z.int().check(z.minimum(1), z.maximum(65535))),
    is_active: z.boolean(),
    is_draining: z.boolean(),
  }),
)

/** How a machine joins: what its administrator runs, and what the machine then says of itself. */
export const JoinOffer = z.object({
  /** An Ansible inventory of this one machine, without secrets. */
  inventory: z.string(),
  /** What runs it. Its two secrets stand in it and nowhere else. */
  command: z.string(),
  expires_at: Instant,
})
export type JoinOffer = z.infer<typeof JoinOffer>
export const JoinClaim = z.object({
  vm_id: z.string().check(z.maxLength(40)),
  token: z.string().check(z.maxLength(100)),
  /** Its ed25519 host key as it stands in `ssh_host_ed25519_key.pub`. */
  host_key: z.string().check(z.regex(/^ssh-ed25519 [A-Za-z0-9+/=]{40,200}( [\x20-\x7e]*)?$/)),
})
export type JoinClaim = z.infer<typeof JoinClaim>
/** How the machine is, as the server found it through its own connection. */
export const Joined = z.object({ healthy: z.boolean(), trouble: z.array(z.string()) })
