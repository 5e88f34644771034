import { Refusal } from '../../domain/refusal.ts'
import { hashOf } from '../../outside/secrets.ts'
import type { Db } from '../client.ts'
import type { peopleModel } from '../generated/models.ts'
import type { LinkKind } from '../write/make-link.ts'

/** Whose one-time link it is, while it is good and its person may come in; refuses otherwise. It is not used up. */
export async function readGoodLink(
  db: Pick<Db, 'link_tokens' | 'people'>,
  { kind, token, now }: { kind: LinkKind; token: string; now: Date },
): Promise<{ person: peopleModel; expiresAt: Date }> {
  const link = await db.link_tokens.findUnique({
    where: { token_hash: hashOf(token), kind, used_at: null, expires_at: { gt: now } },
  })
  const person = link?.person_id ? await db.people.findUnique({ where: { id: link.person_id } }) : null
  if (!link || !person || person.disabled_at) throw new Refusal('auth.link-spent')
  return { person, expiresAt: link.expires_at }
}
