import { type No, no } from './no.ts'

/** The last administrator who can sign in stays one. `otherAdmins` counts those besides this person. */
export function whyNotChangePerson(
  person: { isAdmin: boolean; isDisabled: boolean },
  change: { role?: string | undefined; disabled?: boolean | undefined },
  otherAdmins: number,
): No | null {
  const isLastAdmin = person.isAdmin && !person.isDisabled && otherAdmins === 0
  const steps = change.disabled === true || (change.role !== undefined && change.role !== 'admin')
  return isLastAdmin && steps ? no('person.last-admin') : null
}
