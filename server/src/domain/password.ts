import { type No, no } from './no.ts'

/** The commonest of those that are long enough; the length itself is the contract's. */
const common = new Set(
  `password password1 password12 password123 12345678 123456789 1234567890 qwertyui qwerty123 qwertyuiop 1q2w3e4r
  1q2w3e4r5t 11111111 00000000 12341234 123123123 87654321 987654321 abcd1234 abc12345 iloveyou sunshine princess
  football baseball superman michelle trustno1 letmein1 welcome1 whatever passw0rd p@ssw0rd computer internet
  88888888 66666666 1qaz2wsx zaq12wsx asdfghjk asdfghjkl zxcvbnm1 qazwsxedc changeme йцукенгш пароль123 administrator`.split(
    /\s+/,
  ),
)

/** Why this password will not do for this person, beyond its length. */
export function whyNotPassword(password: string, person: { email: string; name: string }): No | null {
  const plain = password.toLowerCase()
  if (common.has(plain)) return no('request.invalid', { what: 'password: one of the commonest' })
  if (plain === person.email.toLowerCase() || plain === person.name.toLowerCase())
    return no('request.invalid', { what: 'password: the same as the name or e-mail' })
  return null
}
