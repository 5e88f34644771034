import { permissionsOfRole } from '../domain/person.ts'
import { hashPassword } from '../outside/password-hash.ts'
import type { Parts } from '../parts.ts'

/** Makes the administrator of ADMIN_EMAIL and ADMIN_PASSWORD, unless there is an administrator already. */
export async function appointFirstAdmin(parts: Pick<Parts, 'db' | 'change' | 'config' | 'now'>): Promise<void> {
  const { ADMIN_EMAIL, ADMIN_PASSWORD } = parts.config
  if (!ADMIN_EMAIL || (await parts.db.people.count({ where: { is_admin: true } }))) return
  const email = ADMIN_EMAIL.toLowerCase()
  const office = {
    password_hash: await hashPassword(ADMIN_PASSWORD),
    is_admin: true,
    permissions: permissionsOfRole('admin'),
  }
  await parts.change(async tx => {
    const { id, name } = await tx.people.upsert({
      where: { email },
      create: { email, name: email.split('@')[0] ?? email, created_at: parts.now(), ...office },
      update: office,
    })
    tx.record({ action: 'person.appoint', object: { kind: 'person', id, name } })
  })
}
