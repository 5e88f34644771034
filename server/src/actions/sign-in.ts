import type { SignedIn } from '@taxi/contract/people.ts'
import type { peopleModel } from '../db/generated/models.ts'
import { lockPerson } from '../db/write/lock-person.ts'
import { hashPassword, isOutdated, isPassword } from '../outside/password-hash.ts'
import type { Parts } from '../parts.ts'
import { type CameFrom, finishSignIn } from '../sign-in/finish-sign-in.ts'

export interface SignInAttempt {
  /** E-mail, or a name only one person has. */
  username: string
  password: string
  /** Of the authenticator, or a recovery code. */
  totpCode?: string | undefined
  from: CameFrom
}

/** Signs a person in. Unknown people, wrong passwords and disabled accounts get the same answer in the same time. */
export async function signIn(parts: Parts, { username, password, totpCode, from }: SignInAttempt): Promise<SignedIn> {
  const name = username.trim()
  const person = await personNamed(parts, name)
  const stored = person?.password_hash ?? null
  let stronger: string | null = null
  return finishSignIn(parts, {
    way: 'password',
    from,
    account: person?.id ?? name.toLowerCase(),
    claimed: person,
    totpCode,
    async check() {
      const fits = await isPassword(stored, password)
      if (fits && stored && isOutdated(stored)) stronger = await hashPassword(password)
      return fits
    },
    async prove(tx) {
      const now = person && (await lockPerson(tx, person.id))
      // Somebody chose a new one while this one was compared.
      if (now?.password_hash !== stored) return null
      return stronger ? tx.people.update({ where: { id: now.id }, data: { password_hash: stronger } }) : now
    },
  })
}

async function personNamed({ db }: Parts, name: string): Promise<peopleModel | null> {
  // One question whatever was typed: a second one for names would tell by its time whether the e-mail is known.
  const email = name.toLowerCase()
  const found = await db.people.findMany({ where: { OR: [{ email }, { name }] } })
  const byEmail = found.find(person => person.email === email)
  if (byEmail) return byEmail
  return found.length === 1 ? (found[0] ?? null) : null
}
