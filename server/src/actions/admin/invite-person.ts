import { readPerson } from '../../db/read/person.ts'
import { makeLink } from '../../db/write/make-link.ts'
import { Refusal } from '../../domain/refusal.ts'
import { INVITATION_MS } from '../../domain/tokens.ts'
import type { Parts } from '../../parts.ts'
import { invitationUrl } from './invitation-url.ts'

/** A new invitation link for somebody who lost theirs, or their password; older ones die. */
export async function invitePerson(parts: Parts, personId: string) {
  return parts.change(async tx => {
    const person = await tx.people.findUnique({ where: { id: personId } })
    if (!person || person.disabled_at) throw new Refusal('person.unknown')
    const link = { kind: 'invitation', personId, now: parts.now(), ms: INVITATION_MS } as const
    const { token, expiresAt } = await makeLink(tx, link)
    tx.record({ action: 'person.invite', object: { kind: 'person', id: person.id, name: person.name } })
    return {
      person: await readPerson(tx, person.id),
      invitation_url: invitationUrl(parts, token),
      expires_at: expiresAt.toISOString(),
    }
  })
}
