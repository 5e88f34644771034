import { hash, verify } from '@node-rs/argon2'

// OWASP's minimum for argon2id (which is the library's default kind).
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, cost)

/** Made when hashing was cheaper: to be made anew when its person types the password next. */
export const isOutdated = (stored: string) =>
  !stored.startsWith(`$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`)

let nobodys: Promise<string> | undefined

/** Takes the same time when there is no hash to compare with, so that the answer does not tell who has an account. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword('nobody has this password')
  const fits = await verify(stored ?? (await nobodys), password).catch(() => false)
  return stored !== null && fits
}
