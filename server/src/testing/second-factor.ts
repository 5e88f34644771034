import type { Client } from '@taxi/contract/client.ts'
import { generateSync } from 'otplib'

export interface SecondFactor {
  /** The code an authenticator shows at this moment. */
  codeAt(now?: Date): string
  /** Each works once. */
  recoveryCodes: string[]
}

/** Sets up a second factor for whoever this client is, as they would with an authenticator. */
export async function setUpSecondFactor(client: Client, now: Date = new Date()): Promise<SecondFactor> {
  const { secret } = await client.call('totpSetup')
  const codeAt = (at = new Date()) => generateSync({ secret, epoch: Math.floor(at.getTime() / 1000) })
  const { codes } = await client.call('totpConfirm', { body: { code: codeAt(now) } })
  return { codeAt, recoveryCodes: codes }
}
