import type { MachineState } from '@taxi/contract/health.ts'

export interface MachineKnown {
  isActive: boolean
  isDraining: boolean
  /** Reached over SSH and never proved itself. */
  isToJoin: boolean
  /** null: nobody has looked yet. */
  isHealthy: boolean | null
  failingSince: Date | null
  quarantinedUntil: Date | null
}

/** How a machine stands, in one word: what keeps people from it first. */
export function machineStateOf(machine: MachineKnown, now: Date): MachineState {
  if (!machine.isActive) return 'off'
  if (machine.isToJoin) return 'to_join'
  if (machine.isHealthy === null) return 'unseen'
  if (!machine.isHealthy) return 'ill'
  if (machine.quarantinedUntil && machine.quarantinedUntil > now) return 'set_aside'
  if (machine.isDraining) return 'draining'
  return machine.failingSince ? 'doubtful' : 'well'
}
