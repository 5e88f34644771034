import { randomBytes } from 'node:crypto'
import type { Parts } from '../../parts.ts'

/** Each session's own password of its machine's screen. Kept in memory alone; after a restart a new one is set. */
export interface ScreenPasswords {
  /** Throws `MachineError` when the machine cannot take one now. */
  of(session: { id: string; machineId: string }): Promise<string>
  /** The next one who asks gets a new password. */
  forget(sessionId: string): void
}

export function createScreenPasswords(machines: Parts['machines']): ScreenPasswords {
  const known = new Map<string, Promise<string>>()

  async function renew(machineId: string): Promise<string> {
    // 8 characters: VNC cuts off the rest.
    const password = randomBytes(6).toString('base64url')
    await (await machines.driver(machineId)).password(password)
    return password
  }

  return {
    of({ id, machineId }) {
      const password = known.get(id) ?? renew(machineId)
      known.set(id, password)
      password.catch(() => known.delete(id))
      return password
    },
    forget: id => known.delete(id),
  }
}
