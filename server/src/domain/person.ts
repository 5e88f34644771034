import { type PermissionName, permissions, type Role } from '@taxi/contract/people.ts'

/** Who asks, as rules see them. */
export interface Person {
  id: string
  name: string
  isAdmin: boolean
  permissions: readonly string[]
  /** A second factor is set up: every sign-in needed it. */
  hasSecondFactor: boolean
}

const member: PermissionName[] = ['slots:read', 'slots:use']
const byRole: Record<Role, PermissionName[]> = {
  member,
  operator: [...member, 'slots:write'],
  admin: [...permissions],
}

export function permissionsOfRole(role: Role): PermissionName[] {
  return byRole[role]
}

/** Everything the person may do; an administrator may do everything. Names this version does not know are dropped. */
export function permissionsOf(person: Pick<Person, 'isAdmin' | 'permissions'>): PermissionName[] {
  if (person.isAdmin) return [...permissions]
  return permissions.filter(name => person.permissions.includes(name))
}

type Asking = Pick<Person, 'isAdmin' | 'permissions' | 'hasSecondFactor'>

/** What needs a second factor: everything that touches others. A stolen password alone must not open it. */
const everyday: readonly PermissionName[] = ['slots:read', 'slots:use']

export function mayPerson(person: Asking, permission: PermissionName): boolean {
  return holds(person, permission) && (person.hasSecondFactor || everyday.includes(permission))
}

/** They hold the permission and lack only the second factor. */
export function lacksSecondFactor(person: Asking, permission: PermissionName): boolean {
  return holds(person, permission) && !mayPerson(person, permission)
}

const holds = (person: Pick<Person, 'isAdmin' | 'permissions'>, permission: PermissionName) =>
  person.isAdmin || person.permissions.includes(permission)

export function rolesOf(person: Pick<Person, 'isAdmin' | 'permissions'>): Role[] {
  if (person.isAdmin) return ['admin']
  return person.permissions.includes('slots:write') ? ['operator'] : ['member']
}
