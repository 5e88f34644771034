import type { SignedIn } from '@taxi/contract/people.ts'
import type { TelegramSignIn } from '@taxi/contract/safety.ts'
import type * as z from 'zod/mini'
import { lockPerson } from '../db/write/lock-person.ts'
import { useOnce } from '../db/write/use-once.ts'
import { Refusal } from '../domain/refusal.ts'
import { claimedTelegramId, readTelegramSaid } from '../outside/telegram-login.ts'
import type { Parts } from '../parts.ts'
import { type CameFrom, finishSignIn } from '../sign-in/finish-sign-in.ts'

/** Signs in whoever linked their Telegram, with what its Login Widget or Mini App confirmed: once, within five minutes. */
export async function telegramSignIn(
  parts: Parts,
  input: z.output<typeof TelegramSignIn>,
  from: CameFrom,
): Promise<SignedIn> {
  const { db, config, now } = parts
  if (!config.TELEGRAM_BOT_TOKEN) throw new Refusal('auth.way-off')
  if (Boolean(input.widget) === Boolean(input.init_data))
    throw new Refusal('request.invalid', { what: 'widget or init_data, one of the two' })
  const who = readTelegramSaid(input, config.TELEGRAM_BOT_TOKEN, now())
  const person = who && (await db.people.findUnique({ where: { telegram_id: who.telegramId } }))
  return finishSignIn(parts, {
    way: 'telegram',
    from,
    account: person?.id ?? `telegram ${claimedTelegramId(input)}`,
    claimed: person,
    totpCode: input.totp_code,
    async prove(tx) {
      if (!who || !(await useOnce(tx, who.proof, who.expiresAt))) throw new Refusal('auth.telegram-wrong')
      const linked = person && (await lockPerson(tx, person.id))
      if (!linked || linked.disabled_at || linked.telegram_id !== who.telegramId)
        throw new Refusal('auth.telegram-unknown')
      return linked
    },
  })
}
