import type { RepairKind } from '@taxi/contract/repairs.ts'

/** The words of what puts a slot or a machine right, in English. */
export const enCare = {
  restart: 'Restart the browser…',
  restartAsk: (slot: string) => `Restart the browser of ${slot}?`,
  restartSays: 'Screen and browser start anew, the account stays signed in. The slot is back in some seconds.',
  restartDo: 'Restart',
  restarted: (slot: string) => `${slot}: the browser restarts.`,
  reboot: 'Reboot the machine…',
  rebootAsk: (name: string) => `Reboot the machine of ${name}?`,
  rebootMachineAsk: (name: string) => `Reboot ${name}?`,
  rebootSays: 'Its slots are away for a minute or two.',
  rebootDo: 'Reboot',
  rebooted: (name: string) => `${name}: the machine reboots.`,
  endsSession: (who: string) => `The session of ${who} ends first; what they made is delivered to them as always.`,
  reason: 'Reason, shown to the person',
  open: 'Care',
  title: (name: string) => `Care of ${name}`,
  drain: 'Take out of service',
  drainSays: 'It takes nobody new. Who sits there stays to the end.',
  drainDo: 'Drain',
  undrainDo: 'Put back into service',
  draining: 'Takes nobody new',
  drained: 'Empty: may be switched off',
  drainingNow: 'Something of a session is still there.',
  quarantined: (clock: string) => `Set aside after errors until ${clock}`,
  rebootTitle: 'Reboot',
  copies: 'Copies of the browser profile',
  copiesSay:
    'They lie on the machine’s own disk and put right a profile that broke. One is made every night while nobody sits there; the newest three are kept.',
  copiesNone: 'There is no copy yet.',
  copiesSilent: 'The machine does not tell its copies now.',
  copyNow: 'Copy now',
  putBack: 'Put back…',
  putBackAsk: (when: string) => `Put the profile of ${when} back?`,
  putBackSays:
    'The browser has the sign-ins it had then. What it has now is kept as a copy, so that this can be taken back.',
  putBackDo: 'Put back',
  asked: 'It happens as soon as the seat is free.',
  doing: {
    restart: 'Screen and browser restart',
    reboot: 'Reboots',
    backup: 'Its profile is copied',
    restore: 'A profile is put back',
  } satisfies Record<RepairKind, string>,
  failed: {
    restart: 'The restart failed',
    reboot: 'The reboot failed',
    backup: 'The profile was not copied',
    restore: 'The profile was not put back',
  } satisfies Record<RepairKind, string>,
}
export type CareWords = typeof enCare
