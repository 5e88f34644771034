import assert from 'node:assert/strict'
import { createClient } from '@taxi/contract/client.ts'
import type { LiveEventName, LiveEvents } from '@taxi/contract/live.ts'
import type { Socket } from 'socket.io-client'
import { endSession } from '../actions/end-session.ts'
import { offerTurns } from '../actions/offer-turns.ts'
import type { Config } from '../config.ts'
import { signAccessToken } from '../outside/access-token.ts'
import { buildPerson, buildSession, buildSlot } from './build.ts'
import { fakeClock } from './fake-clock.ts'
import { openTestServer } from './test-server.ts'

export type QueueWorld = Awaited<ReturnType<typeof openQueueWorld>>
export const at = (slot: { id: string }) => ({ params: { id: slot.id } })

/** A server whose clock stands still, people who sign in by name, and slots they wait for. */
export async function openQueueWorld({ start, config = {} }: { start?: Date; config?: Partial<Config> } = {}) {
  const clock = fakeClock(start)
  const server = await openTestServer({ now: clock.now, config })
  const { db } = server.parts

  /** Somebody who stays signed in however far the clock goes on. */
  const guest = async (name: string) => {
    const person = await buildPerson(db, { name })
    const signedIn = await server.signIn(person)
    const { family_id: familyId } = await db.refresh_tokens.findFirstOrThrow({ where: { person_id: person.id } })
    const token = () => signAccessToken(server.parts, { personId: person.id, familyId })
    return { person, ...signedIn, client: createClient({ base: server.url, token, locale: () => 'en' }) }
  }
  type Guest = Awaited<ReturnType<typeof guest>>
  const join = (who: Guest, slot: { id: string }) => who.client.call('joinQueue', at(slot))
  type Place = Awaited<ReturnType<typeof join>>
  const offerOf = async (who: Guest) => (await who.client.call('myQueue')).offers[0]

  return {
    clock,
    server,
    guest,
    join,
    offerOf,
    view: (who: Guest, slot: { id: string }) => who.client.call('slot', at(slot)),
    turns: () => offerTurns(server.parts),
    async knownOffer(who: Guest) {
      const offer = await offerOf(who)
      assert.ok(offer, `no turn is held for ${who.person.name}`)
      return offer
    },
    /** What came of every turn, in the order they were made. */
    async outcomes() {
      const offers = await db.offers.findMany({ orderBy: [{ expires_at: 'asc' }, { settled_at: 'asc' }] })
      return offers.map(offer => offer.outcome)
    },
    outcomeOf: async ({ id }: { id: string }) => (await db.places.findUniqueOrThrow({ where: { id } })).outcome,
    /** The holder is gone and the seat given back. */
    async free({ id, slot_id }: { id: string; slot_id: string }) {
      await endSession(server.parts, { sessionId: id, reason: 'manual' })
      await server.parts.change(async tx => {
        await tx.sessions.update({ where: { id }, data: { freed_at: clock.now() } })
        await tx.announce({ about: 'slot', id: slot_id })
      })
    },
    /** A slot somebody else has, and people who wait for it, in order. */
    async busySlot(...names: string[]) {
      const slot = await buildSlot(db)
      const holder = await guest('Holder')
      const session = await buildSession(db, { person: holder.person, slot, started_at: clock.now() })
      const people: Guest[] = []
      const places: Place[] = []
      for (const name of names) {
        const who = await guest(name)
        people.push(who)
        places.push(await join(who, slot))
      }
      return {
        slot,
        session,
        holder,
        people: people as [Guest, Guest, Guest],
        places: places as [Place, Place, Place],
      }
    },
    /** Row by row: TRUNCATE would wait for whoever still reads the board, and they for it. */
    forget: () => db.$transaction([db.denied.deleteMany(), db.places.deleteMany(), db.sessions.deleteMany()]),
  }
}

/** The next event of this name that fits. */
export function next<N extends LiveEventName>(
  line: Socket,
  name: N,
  fits: (event: LiveEvents[N]) => boolean = () => true,
): Promise<LiveEvents[N]> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no ${name} came`)), 10_000)
    const hear = (event: LiveEvents[N]) => {
      if (!fits(event)) return
      clearTimeout(late)
      line.off(name as string, hear)
      resolve(event)
    }
    line.on(name as string, hear)
  })
}
