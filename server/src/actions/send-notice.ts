import { placeOf } from '../db/sealed-columns.ts'
import { settleDelivery } from '../db/write/settle-delivery.ts'
import { isPoison, POISONED, type Verdict, verdictOn } from '../domain/delivery.ts'
import { noticeToSend } from '../notices/notice-to-send.ts'
import { chance } from '../outside/chance.ts'
import { safeReason } from '../outside/telegram.ts'
import type { Parts } from '../parts.ts'
import type { ClaimedDelivery } from './claim-delivery.ts'
import type { NoticeWay } from './notice-ways.ts'

type SendParts = Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'log' | 'machines' | 'secrets'>

const LOOK_AGAIN_MS = 2_000

/** Tells a person something short, as it stands at this moment. What has outlived its use is not sent. */
export async function sendNotice(parts: SendParts, way: NoticeWay, row: ClaimedDelivery): Promise<void> {
  const facts = {
    startedAttempts: row.started_attempts,
    finishedAttempts: row.finished_attempts,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
  const conclude = async (verdict: Verdict, reason: string | null) => {
    await settleDelivery(parts, row, { verdict, reason })
    parts.log.debug({ delivery: row.id, reason, verdict: verdict.type }, 'a notice was tried')
  }
  if (isPoison(facts)) {
    parts.log.error({ delivery: row.id }, 'a notice took the worker down again and again; it is put aside')
    return settleDelivery(parts, row, { verdict: { type: 'dead' }, reason: POISONED, isPoison: true })
  }
  if (row.expires_at && row.expires_at <= parts.now()) return conclude({ type: 'dead' }, 'too late')
  if (await isDisabled(parts, row.person_id)) return conclude({ type: 'dead' }, 'its person is disabled')
  const notice = await noticeToSend(parts, row.payload, secretOf(parts, row))
  if (notice.type === 'needless') return conclude({ type: 'dead' }, 'nobody needs it any more')
  if (notice.type === 'wait') return conclude(LATER, null)
  try {
    row.tg_message_id = (await way.tell(row, notice)) ?? row.tg_message_id
    await conclude({ type: 'sent' }, null)
  } catch (error) {
    const failure = way.failureOf(error)
    if (!failure) throw error
    if (failure.type === 'token_refused') parts.log.error({ delivery: row.id }, way.refused)
    // A message that the person removed needs no other words.
    const verdict =
      failure.type === 'no_placeholder' ? ({ type: 'dead' } as const) : verdictOn(facts, failure, parts.now(), chance())
    const reason = safeReason(error)
    parts.log.warn({ delivery: row.id, reason, verdict: verdict.type }, 'a notice was not sent')
    await conclude(verdict, reason)
  }
}

function secretOf({ secrets }: SendParts, { id, secret_encrypted: sealed }: ClaimedDelivery): string | null {
  return sealed === null ? null : secrets.open(sealed, placeOf({ table: 'deliveries', column: 'secret_encrypted' }, id))
}

async function isDisabled({ db }: SendParts, personId: string | null): Promise<boolean> {
  if (!personId) return false
  const person = await db.people.findUnique({ where: { id: personId }, select: { disabled_at: true } })
  return person?.disabled_at != null
}

const LATER: Verdict = { type: 'again', afterMs: LOOK_AGAIN_MS, forgetPlaceholder: false, counted: false }
