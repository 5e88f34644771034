import type { SignedIn } from '@taxi/contract/people.ts'
import type { peopleModel } from '../db/generated/models.ts'
import { newSignIn } from '../db/write/new-sign-in.ts'
import { Refusal } from '../domain/refusal.ts'
import { SIGN_IN_WINDOW_MS, secondsUntilSignIn } from '../domain/sign-in.ts'
import { isPassword } from '../outside/password-hash.ts'
import { totpStep } from '../outside/totp.ts'
import type { Parts } from '../parts.ts'

export interface SignInAttempt {
  /** E-mail, or a name only one person has. */
  username: string
  password: string
  totpCode?: string | undefined
  /** Where it comes from: attempts are counted per account and address. */
  address: string
}

/** Signs a person in. Unknown people, wrong passwords and disabled accounts get the same answer in the same time. */
export async function signIn(parts: Parts, attempt: SignInAttempt): Promise<SignedIn> {
  const person = await personNamed(parts, attempt.username)
  const counted = { account: person?.id ?? attempt.username.trim().toLowerCase(), address: attempt.address }
  const attemptId = await countAttempt(parts, counted)
  const fits = await isPassword(person?.password_hash ?? null, attempt.password)
  if (!person || !fits || person.disabled_at) throw new Refusal('auth.wrong')
  const step = await secondFactor(parts, person, attempt, attemptId)
  return parts.change(async tx => {
    if (step !== null && !(await spendStep(tx, person.id, step))) throw new Refusal('auth.wrong')
    await tx.sign_in_failures.deleteMany({ where: counted })
    return newSignIn(parts, tx, person)
  })
}

async function personNamed({ db }: Parts, username: string): Promise<peopleModel | null> {
  const name = username.trim()
  const byEmail = await db.people.findUnique({ where: { email: name.toLowerCase() } })
  if (byEmail || !name) return byEmail
  const namesakes = await db.people.findMany({ where: { name }, take: 2 })
  return namesakes.length === 1 ? (namesakes[0] ?? null) : null
}

/** Counted before the password is looked at, one after another: a hundred guesses at once are a hundred attempts. */
async function countAttempt(parts: Parts, counted: { account: string; address: string }): Promise<bigint> {
  const now = parts.now()
  return parts.change(async tx => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sign-in ${counted.account} ${counted.address}`}, 0))`
    const recent = await tx.sign_in_failures.findMany({
      where: { ...counted, at: { gt: new Date(now.getTime() - SIGN_IN_WINDOW_MS) } },
    })
    const seconds = secondsUntilSignIn(
      recent.map(row => row.at),
      now,
    )
    if (seconds > 0) throw new Refusal('request.too-many', { seconds: String(seconds) })
    const { id } = await tx.sign_in_failures.create({ data: { ...counted, at: now } })
    return id
  })
}

/** The time step of the code that fits; null when the person has no second factor. */
async function secondFactor(
  parts: Parts,
  person: peopleModel,
  attempt: SignInAttempt,
  attemptId: bigint,
): Promise<bigint | null> {
  if (!person.totp_confirmed_at || !person.totp_secret) return null
  if (!attempt.totpCode) {
    // The password was right: asking for the code is half a sign-in, not a wrong one.
    await parts.db.sign_in_failures.deleteMany({ where: { id: attemptId } })
    throw new Refusal('auth.totp-required')
  }
  const secret = parts.secrets.open(person.totp_secret, `people.totp_secret.${person.id}`)
  const step = totpStep(secret, attempt.totpCode, parts.now())
  if (step === null) throw new Refusal('auth.wrong')
  return step
}

/** A code works once: of two at the same instant one passes. */
async function spendStep(tx: Pick<Parts['db'], 'people'>, personId: string, step: bigint): Promise<boolean> {
  const spent = await tx.people.updateMany({
    where: { id: personId, OR: [{ totp_step: null }, { totp_step: { lt: step } }] },
    data: { totp_step: step },
  })
  return spent.count === 1
}
