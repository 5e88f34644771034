import { type No, no } from './no.ts'

/** Why this password will not do for this person, beyond its length. */
export function whyNotPassword(
  password: string,
  { email, name, isCommon }: { email: string; name: string; isCommon: boolean },
): No | null {
  const plain = password.toLowerCase()
  if (isCommon) return no('request.invalid', { what: 'password: one of the commonest' })
  if (plain === email.toLowerCase() || plain === name.toLowerCase())
    return no('request.invalid', { what: 'password: the same as the name or e-mail' })
  return null
}
