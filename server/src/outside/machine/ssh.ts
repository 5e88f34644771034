import type { MachineDriver } from './driver.ts'
import { seatVerbs } from './seat-verbs.ts'
import { SshForward } from './ssh-forward.ts'
import { SshLine, type SshPlace } from './ssh-line.ts'

/** Two looks without an answer, a few seconds apart, tell within 20 s that it is gone. */
const CHECK_MS = 6_000

export interface SshMachine {
  place: SshPlace
  /** Where the screen is on the machine's own loopback. */
  rfbPort: number
  /** The address of this computer under which guacd reaches it. */
  screenHost: string
}

export type SshDriver = MachineDriver & {
  /** Ends the connection and closes the forwarded ports. The machine runs on. */
  leave(): Promise<void>
}

/** A machine somewhere else, reached by its sshd alone: `taxi-seat` through the forced command, the screen through a forwarded port. */
export function createSsh({ place, rfbPort, screenHost }: SshMachine): SshDriver {
  const line = new SshLine(place)
  // On a slow link whatever follows a file waits behind two megabytes of it: a verb, a key pressed on the screen.
  const freight = new SshLine(place)
  const screen = new SshForward(line, rfbPort, screenHost)
  return {
    ...seatVerbs(words => (carriesFile(words) ? freight : line).run(words), { checkMs: CHECK_MS }),
    screen: async () => ({ host: screenHost, port: await screen.port() }),
    // Its seat is kept by systemd, whether a server runs or not.
    async down() {},
    async leave() {
      await screen.close()
      await Promise.all([line.close(), freight.close()])
    },
  }
}

const carriesFile = ([verb = '', ...words]: string[]) =>
  verb === 'put' || ((verb === 'fetch' || verb === 'downloads') && words.includes('--path'))
