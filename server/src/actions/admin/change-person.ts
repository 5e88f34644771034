import type { PersonView, Role } from '@taxi/contract/people.ts'
import type { Transaction } from '../../db/client.ts'
import type { peopleModel } from '../../db/generated/models.ts'
import { isUniqueViolation } from '../../db/is-unique-violation.ts'
import { readPerson } from '../../db/read/person.ts'
import { endSignIns } from '../../db/write/end-sign-ins.ts'
import { lockSession } from '../../db/write/lock-session.ts'
import { writeEnd } from '../../db/write/write-end.ts'
import { whyNotChangePerson } from '../../domain/change-person.ts'
import { insist } from '../../domain/no.ts'
import { permissionsOfRole } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import { whatChanged } from '../../domain/what-changed.ts'
import type { Parts } from '../../parts.ts'

export interface PersonInput {
  name?: string | undefined
  email?: string | undefined
  role?: Role | undefined
  disabled?: boolean | undefined
}

/** Changes, disables or enables a person. Whoever is disabled is out at once: sign-ins, links, and the seat they have. */
export async function changePerson(
  parts: Parts,
  personId: string,
  input: PersonInput,
  by: { name: string },
): Promise<PersonView> {
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
      const changed = await tx.people.update({ where: { id: personId }, data: columnsOf(input, parts.now()) })
      recordChange(tx, person, changed)
      if (input.disabled) await shutOut(parts, tx, personId, by)
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

function recordChange(tx: Transaction, before: peopleModel, after: peopleModel): void {
  const kept = ({ name, email, is_admin, permissions, disabled_at }: peopleModel) => ({
    name,
    email,
    is_admin,
    permissions,
    disabled: disabled_at !== null,
  })
  const changed = whatChanged(kept(before), kept(after))
  if (!changed) return
  const { disabled } = changed.after
  const action = disabled === undefined ? 'person.change' : disabled ? 'person.disable' : 'person.enable'
  tx.record({ action, object: { kind: 'person', id: after.id, name: after.name }, ...changed })
}

async function shutOut(parts: Parts, tx: Transaction, person_id: string, by: { name: string }): Promise<void> {
  await endSignIns(tx, { personId: person_id }, parts.now())
  await tx.link_tokens.deleteMany({ where: { person_id, used_at: null } })
  for (const { id } of await tx.sessions.findMany({ where: { person_id, ended_at: null }, select: { id: true } })) {
    const session = await lockSession(tx, id)
    if (session) await writeEnd(parts, tx, session, { reason: 'kicked', endedBy: by.name })
  }
}
