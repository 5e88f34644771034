import { until, type World } from './world.ts'

/** What was delivered is found by words said in it, in another form than they were typed, and comes once more when asked for. */
export async function foundAgain(world: World, { phone, words }: { phone: number; words: string }): Promise<void> {
  const client = await world.signIn()
  const { chats } = await client.call('chats', { query: { q: words } })
  const id = chats[0]?.dump_id
  if (chats.length !== 1 || !id) throw new Error(`search: «${words}» finds ${chats.length} chats that can be read`)
  const before = world.botApi.documents(phone).map(message => message.document?.sha256)
  await client.call('resendDump', { params: { id } })
  const again = await until('the dump has come once more', async () => {
    const found = world.botApi.documents(phone).map(message => message.document?.sha256)
    return found.length >= 2 * before.length && found.slice(before.length)
  })
  if (again.join() !== before.join()) throw new Error('resend: other files came than the first time')
}
