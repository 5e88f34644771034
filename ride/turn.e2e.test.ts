import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, createClient, Refused } from '@taxi/contract/client.ts'
import { openDesk, sitDown } from './sit-down.ts'
import { openWorld, until, type World } from './world.ts'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

/** A colleague follows their invitation and is signed in. */
async function invited(admin: Client, name: string): Promise<Client> {
  const body = { name, email: `${name.toLowerCase()}@example.com` }
  const { invitation_url } = await admin.call('addPerson', { body })
  const token = new URL(invitation_url).hash.slice('#t='.length)
  const signedIn = await createClient({ base: world.url }).call('acceptInvitation', {
    body: { token, password: 'a long yellow cab' },
  })
  return createClient({ base: world.url, token: () => signedIn.token })
}

test('who waits is offered the seat once it is clean, nobody else may take it, and they sit down on a clean one', async () => {
  const anna = await world.asAdmin()
  const boris = await invited(anna, 'Boris')
  const vera = await invited(anna, 'Vera')
  const seat = await sitDown(world, anna)
  await seat.write('only Anna sees this')
  const place = await boris.call('joinQueue', { params: { id: 'demo-1' } })
  assert.equal(place.position, 1)

  await anna.call('release', { params: { id: 'demo-1' } })
  const offer = await until('the turn is held for Boris', async () => (await boris.call('myQueue')).offers[0])
  const held = await vera.call('occupy', { params: { id: 'demo-1' } }).catch((error: unknown) => error)
  const taken = await boris.call('takeOffer', { params: { id: offer.id } })
  const desk = await openDesk(world, taken.session_id, taken.guacamole_url)
  await desk.picture(25_000)

  assert.ok(held instanceof Refused && held.code === 'slot.held', String(held))
  assert.deepEqual((await boris.call('myQueue')).places, [])
  await boris.call('release', { params: { id: 'demo-1' } })
  const dump = await until('Boris’s dump is put together', async () => {
    const [session] = await boris.call('sessions')
    return session?.dump?.state === 'kept' && session.dump
  })
  assert.equal(dump.chats, 0)
})
