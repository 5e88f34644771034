import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '@taxi/contract/client.ts'
import { createClient } from '@taxi/contract/client.ts'
import { type GuacClient, guacOverWebSocket } from '../server/src/testing/guac-client.ts'
import { journalOf } from './journal.ts'
import { untilWarm } from './until-warm.ts'
import { until, type World } from './world.ts'

export interface Seated {
  sessionId: string
  desk: GuacClient
  /** Types a line of Latin text on the machine's screen and sends it. */
  type(text: string): void
  /** The same, and waits until the companion has exported it with its answer. */
  write(text: string): Promise<void>
}

/** Takes `demo-1` as soon as this computer's machine is warm, which an administrator sees. */
export async function sitDown(world: World, client: Client): Promise<Seated> {
  await untilWarm(client)
  return takeSeat(world, client)
}

/** Takes `demo-1` and opens its desk without a browser of one's own: the same pass, the same tunnel, the first picture. */
export async function takeSeat(world: World, client: Client): Promise<Seated> {
  const { session_id, guacamole_url } = await client.call('occupy', { params: { id: 'demo-1' } })
  const desk = await openDesk(world, session_id, guacamole_url)
  await lookAtPicture(desk)
  return seatedAt(world, session_id, desk)
}

/** Comes back to a running session, with a fresh pass. */
export async function sitDownAgain(world: World, client: Client, sessionId: string): Promise<Seated> {
  const { desk_url } = await client.call('deskPass', { params: { id: sessionId } })
  const desk = await openDesk(world, sessionId, desk_url)
  await lookAtPicture(desk)
  return seatedAt(world, sessionId, desk)
}

/** Whoever looks before they type sees whether the page is there: after a crash it is loaded anew. */
async function lookAtPicture(desk: GuacClient): Promise<void> {
  await desk.picture(25_000)
  await sleep(1_500)
}

/** Trades the pass in a desk's address for its tunnel, as the page does. */
export async function openDesk(world: World, sessionId: string, deskUrl: string): Promise<GuacClient> {
  const pass = new URL(deskUrl).hash.slice('#p='.length)
  const { tunnel_pass } = await createClient({ base: world.url }).call('enterDesk', {
    body: { session_id: sessionId, pass },
  })
  const tunnel = `${world.url.replace('http', 'ws')}/desk/${sessionId}/tunnel`
  return guacOverWebSocket(tunnel, { pass: tunnel_pass, origin: world.url })
}

function seatedAt(world: World, sessionId: string, desk: GuacClient): Seated {
  const type = (text: string) => {
    for (const letter of text) press(desk, letter.charCodeAt(0))
    press(desk, 0xff0d)
  }
  return {
    sessionId,
    desk,
    type,
    async write(text) {
      type(text)
      await until(`«${text}» is exported`, async () =>
        journalOf(world.dataDir).some(chat => {
          const asked = chat.turns.findIndex(turn => turn.role === 'user' && turn.markdown.includes(text))
          return asked >= 0 && chat.turns.slice(asked).some(turn => turn.role === 'assistant')
        }),
      )
    },
  }
}

function press(desk: GuacClient, keysym: number): void {
  desk.send('key', keysym, 1)
  desk.send('key', keysym, 0)
}
