import { generateSecret, generateURI, verifySync } from 'otplib'

export const newTotpSecret = () => generateSecret()

export function totpAddress(secret: string, email: string): string {
  return generateURI({ issuer: 'VDI Taxi', label: email, secret })
}

/** The time step this code belongs to, one step of clock difference allowed; null when it does not fit. The library throws on malformed codes. */
export function totpStep(secret: string, code: string, now: Date): bigint | null {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const found = verifySync({ secret, token, epoch: Math.floor(now.getTime() / 1000), epochTolerance: 30 })
  return found.valid && 'timeStep' in found ? BigInt(found.timeStep) : null
}
