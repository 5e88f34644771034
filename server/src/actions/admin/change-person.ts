import type { PersonView, Role } from '@taxi/contract/people.ts'
import type { Transaction } from '../../db/client.ts'
import { isUniqueViolation } from '../../db/is-unique-violation.ts'
import { readPerson } from '../../db/read/person.ts'
import { whyNotChangePerson } from '../../domain/change-person.ts'
import { insist } from '../../domain/no.ts'
import { permissionsOfRole } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Parts } from '../../parts.ts'

export interface PersonInput {
  name?: string | undefined
  email?: string | undefined
  role?: Role | undefined
  disabled?: boolean | undefined
}

/** Changes, disables or enables a person. Whoever is disabled is signed out everywhere. */
export async function changePerson(parts: Parts, personId: string, input: PersonInput): Promise<PersonView> {
  try {
    return await parts.change(async tx => {
      // One at a time, or two administrators could each take the other's office away.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('change-person'))`
      const person = await tx.people.findUnique({ where: { id: personId } })
      if (!person) throw new Refusal('person.unknown')
      const otherAdmins = await tx.people.count({ where: { is_admin: true, disabled_at: null, id: { not: personId } } })
      insist(
        whyNotChangePerson({ isAdmin: person.is_admin, isDisabled: person.disabled_at !== null }, input, otherAdmins),
      )
      await tx.people.update({ where: { id: personId }, data: columnsOf(input, parts.now()) })
      if (input.disabled) await signOutEverywhere(tx, personId, parts.now())
      await tx.announce({ about: 'person', id: personId })
      const held = await tx.sessions.findMany({ where: { person_id: personId, freed_at: null } })
      for (const session of held) await tx.announce({ about: 'slot', id: session.slot_id })
      return await readPerson(tx, personId)
    })
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('person.exists') : error
  }
}

function columnsOf({ name, email, role, disabled }: PersonInput, now: Date) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email: email.toLowerCase() }),
    ...(role === undefined ? {} : { is_admin: role === 'admin', permissions: permissionsOfRole(role) }),
    ...(disabled === undefined ? {} : { disabled_at: disabled ? now : null }),
  }
}

async function signOutEverywhere(tx: Transaction, person_id: string, now: Date): Promise<void> {
  await tx.refresh_tokens.updateMany({ where: { person_id, revoked_at: null }, data: { revoked_at: now } })
  await tx.link_tokens.deleteMany({ where: { person_id, used_at: null } })
}
