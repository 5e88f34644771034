import { isUniqueViolation } from '../db/is-unique-violation.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'

/**
 * Binds a Telegram account to the person whose link was opened in it. The link is spent in the same transaction;
 * a refusal leaves it unspent. Dumps already kept are not sent afterwards: they wait in the portal.
 */
export async function bindTelegram(
  parts: Pick<Parts, 'change' | 'now'>,
  { linkHash, telegramId }: { linkHash: string; telegramId: number },
): Promise<{ personId: string; name: string }> {
  const now = parts.now()
  try {
    return await parts.change(async tx => {
      const { count } = await tx.link_tokens.updateMany({
        where: { token_hash: linkHash, kind: 'telegram', used_at: null, expires_at: { gt: now } },
        data: { used_at: now },
      })
      if (!count) throw new Refusal('auth.link-spent')
      const { person_id } = await tx.link_tokens.findUniqueOrThrow({ where: { token_hash: linkHash } })
      const person = person_id ? await tx.people.findUnique({ where: { id: person_id } }) : null
      if (!person || person.disabled_at) throw new Refusal('auth.link-spent')
      const holder = await tx.people.findUnique({ where: { telegram_id: telegramId } })
      if (holder && holder.id !== person.id) throw new Refusal('telegram.taken')
      await tx.people.update({ where: { id: person.id }, data: { telegram_id: telegramId } })
      tx.record({
        action: 'telegram.link',
        actor: { id: person.id, name: person.name },
        object: { kind: 'person', id: person.id, name: person.name },
        after: { telegram_id: telegramId },
      })
      await tx.announce({ about: 'person', id: person.id })
      return { personId: person.id, name: person.name }
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new Refusal('telegram.taken')
    throw error
  }
}
