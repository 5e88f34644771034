import { type Client, createClient } from '@taxi/contract/client.ts'
import type { World } from './world.ts'

/** Of everybody who was invited. */
export const PASSWORD = 'a long yellow cab'

/** A colleague follows their invitation and is signed in. */
export async function invited(world: World, admin: Client, name: string): Promise<Client> {
  const body = { name, email: `${name.toLowerCase()}@example.com` }
  const { invitation_url } = await admin.call('addPerson', { body })
  const token = new URL(invitation_url).hash.slice('#t='.length)
  const signedIn = await createClient({ base: world.url }).call('acceptInvitation', {
    body: { token, password: PASSWORD },
  })
  return createClient({ base: world.url, token: () => signedIn.token })
}
