import type { SignedIn } from '@taxi/contract/people.ts'
import type { SignInWay } from '@taxi/contract/safety.ts'
import type { Transaction } from '../db/client.ts'
import type { peopleModel } from '../db/generated/models.ts'
import { newSignIn } from '../db/write/new-sign-in.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'
import { type Attempt, aboutPerson, beginAttempt, forgiveAttempt, settleAttempt } from './attempt.ts'
import { spendSecondFactor } from './second-factor.ts'

/** Where a sign-in comes from: the network address, and what the browser calls itself. */
export interface CameFrom {
  address: string
  agent: string
}

export interface WayIn {
  way: SignInWay
  from: CameFrom
  /** Whom the attempt counts for: a person's id, or what was claimed. */
  account: string
  /** Who it claims to be, for the audit log; null when nobody is known by it. */
  claimed: { id: string; name: string } | null
  totpCode?: string | undefined
  /** What takes its time, before the transaction; false: the proof does not hold. */
  check?: () => Promise<boolean>
  /** Uses the proof up inside the sign-in's own transaction and says whose it was, locked; null: it does not hold. */
  prove: (tx: Transaction) => Promise<peopleModel | null>
}

/**
 * The one end of every way in: the attempt is counted, the proof used up, a disabled person turned away, the second
 * factor asked for when set up; then the sign-in is written down and its tokens given. A refusal leaves the proof unused.
 */
export async function finishSignIn(parts: Parts, wayIn: WayIn): Promise<SignedIn> {
  const { account, claimed, from } = wayIn
  const attempt = await beginAttempt(parts, { account, claimed, address: from.address })
  try {
    if (wayIn.check && !(await wayIn.check())) throw new Refusal('auth.wrong')
    return await parts.change(tx => enter(parts, tx, wayIn, attempt))
  } catch (error) {
    if (error instanceof Refusal) await afterRefusal(parts, wayIn, attempt, error)
    throw error
  }
}

async function enter(parts: Parts, tx: Transaction, wayIn: WayIn, attempt: Attempt): Promise<SignedIn> {
  const person = await wayIn.prove(tx)
  if (!person || person.disabled_at) throw new Refusal('auth.wrong')
  const factor = await secondFactorOf(parts, tx, person, wayIn.totpCode)
  await settleAttempt(tx, attempt)
  const who = { id: person.id, name: person.name }
  tx.record({
    action: 'sign-in',
    actor: who,
    object: { kind: 'person', ...who },
    after: { way: wayIn.way, second_factor: factor },
  })
  return newSignIn(parts, tx, person, { way: wayIn.way, ...wayIn.from })
}

/** By what the second factor was proved; null when none is set up. */
async function secondFactorOf(parts: Parts, tx: Transaction, person: peopleModel, code: string | undefined) {
  if (!person.totp_confirmed_at) return null
  if (!code) throw new Refusal('auth.totp-required')
  const used = await spendSecondFactor(parts, tx, person, code)
  if (!used) throw new Refusal('auth.wrong')
  return used
}

const wrong = new Set(['auth.wrong', 'auth.telegram-wrong', 'auth.link-spent', 'auth.code-spent'])

/** A wrong proof stays counted and is kept in the log; half a sign-in, or a password that will not do, is no guess. */
async function afterRefusal(parts: Parts, { way, claimed }: WayIn, attempt: Attempt, { code }: Refusal): Promise<void> {
  if (!wrong.has(code)) return forgiveAttempt(parts, attempt)
  await parts.change(async tx =>
    tx.record({ action: 'sign-in.wrong', actor: null, ...aboutPerson(claimed), after: { way } }),
  )
}
