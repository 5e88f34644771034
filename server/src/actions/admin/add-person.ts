import type { Role } from '@taxi/contract/people.ts'
import type { Locale } from '@taxi/contract/shapes.ts'
import { isUniqueViolation } from '../../db/is-unique-violation.ts'
import { readPerson } from '../../db/read/person.ts'
import { makeLink } from '../../db/write/make-link.ts'
import { permissionsOfRole } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import { INVITATION_MS } from '../../domain/tokens.ts'
import type { Parts } from '../../parts.ts'
import { invitationUrl } from './invitation-url.ts'

/** Adds a person, who chooses a password by the link that comes back. */
export async function addPerson(parts: Parts, input: { name: string; email: string; role: Role; locale: Locale }) {
  try {
    return await parts.change(async tx => {
      const person = await tx.people.create({
        data: {
          name: input.name,
          email: input.email.toLowerCase(),
          is_admin: input.role === 'admin',
          permissions: permissionsOfRole(input.role),
          locale: input.locale,
          created_at: parts.now(),
        },
      })
      const { token, expiresAt } = await makeLink(tx, {
        kind: 'invitation',
        personId: person.id,
        now: parts.now(),
        ms: INVITATION_MS,
      })
      tx.record({
        action: 'person.add',
        object: { kind: 'person', id: person.id, name: person.name },
        after: { email: person.email, role: input.role },
      })
      await tx.announce({ about: 'person', id: person.id })
      return {
        person: await readPerson(tx, person.id),
        invitation_url: invitationUrl(parts, token),
        expires_at: expiresAt.toISOString(),
      }
    })
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('person.exists') : error
  }
}
