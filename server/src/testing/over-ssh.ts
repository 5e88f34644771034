import { createSsh, type SshDriver } from '../outside/machine/ssh.ts'
import type { SshPlace } from '../outside/machine/ssh-line.ts'
import { type Disturbable, startProxy } from './proxy.ts'
import { startSshd, type TestSshd, type TestSshdOptions } from './sshd.ts'

export interface OverSsh {
  /** As a row of machines would have it; its port is the line's. */
  place: SshPlace
  driver: SshDriver
  sshd: TestSshd
  /** What lies between the server and the machine's sshd. */
  line: Disturbable
  close(): Promise<void>
}

/** A seat of this computer, reached as if it were another: by a real sshd, through a line that can be disturbed. */
export async function reachOverSsh({
  rfbPort,
  gate,
}: { rfbPort: number } & Pick<TestSshdOptions, 'gate'>): Promise<OverSsh> {
  const sshd = await startSshd({ gate, open: [rfbPort] })
  const line = await startProxy(sshd.place.port)
  const place = { ...sshd.place, port: line.port }
  const driver = createSsh({ place, rfbPort, screenHost: '127.0.0.1' })
  return {
    place,
    driver,
    sshd,
    line,
    async close() {
      await driver.leave()
      await line.close()
      sshd.close()
    },
  }
}
