import type { Address } from '../server/src/outside/guacd-process.ts'
import { openDeskWorld } from '../server/src/testing/desk-world.ts'
import { answerParent } from './fork-part.ts'

export type DeskQuestion =
  | { ask: 'open'; guacd: Address; screen: Address; sessions: number }
  /** A fresh pass for one of the sessions. */
  | { ask: 'pass'; session: number }
  | { ask: 'seen' }
/** `seen` answers with the tunnel's own counters. */
export interface DeskAnswer {
  url: string
  pass: string
  origin: string
  retries: number
}

type World = Awaited<ReturnType<typeof openDeskWorld>>
let world: World
const seats: { session: Awaited<ReturnType<World['session']>>; personId: string }[] = []

/** Our desks in a process of their own: tunnel, HTTP server, database client; the screen needs no password. */
answerParent<DeskQuestion, DeskAnswer>(async question => {
  if (question.ask === 'open') {
    world = await openDeskWorld({
      screen: { screen: async () => question.screen, password: async () => {} },
      guacd: { addresses: () => [question.guacd] },
    })
    while (seats.length < question.sessions) {
      const { person, session } = await world.anybody()
      seats.push({ session, personId: person.id })
    }
  }
  const seat = seats[question.ask === 'pass' ? question.session : 0]
  if (!seat) throw new Error('there is no such session')
  const pass = question.ask === 'pass' ? await world.pass(seat.session, seat.personId) : ''
  const { retries } = world.desks.metrics.read()
  return { url: world.url(seat.session), pass, origin: world.base, retries }
})
