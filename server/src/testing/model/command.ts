import assert from 'node:assert/strict'
import type { AsyncCommand } from 'fast-check'
import { Refusal } from '../../domain/refusal.ts'
import { agree, assertNobodySkipped } from './agree.ts'
import { isRunning, SECOND, type Slot, type Taxi } from './taxi.ts'
import { end } from './turns.ts'
import type { World } from './world.ts'

export type Command = AsyncCommand<Taxi, World>

/** One thing somebody does. `may`: would a dispatcher let them? `after`: what the dispatcher keeps in mind afterwards. */
interface Doing<R> {
  words: string
  /** False when there is nothing to do it to. */
  fits?: (taxi: Taxi) => boolean
  may?: (taxi: Taxi) => boolean
  act: (world: World, taxi: Taxi) => Promise<R>
  after: (taxi: Taxi, result: R) => void
}

export function command<R>({ words, fits = () => true, may = () => true, act, after }: Doing<R>): Command {
  return {
    check: taxi => fits(taxi),
    toString: () => words,
    async run(taxi, world) {
      pass(taxi, world, 1)
      const before = structuredClone(taxi)
      const allowed = may(taxi)
      const outcome = await act(world, taxi).then(
        result => ({ result }),
        (error: unknown) => {
          if (!(error instanceof Refusal)) throw error
          return { refused: error.code }
        },
      )
      if ('refused' in outcome) assert.equal(allowed, false, `${words}: refused with ${outcome.refused}`)
      else {
        assert.equal(allowed, true, `${words}: was let through`)
        after(taxi, outcome.result)
      }
      await agree(taxi, world)
      assertNobodySkipped(before, taxi)
    },
  }
}

export function pass(taxi: Taxi, world: World, ms: number): void {
  taxi.now += ms
  world.clock.pass({ seconds: ms / SECOND })
}

export const slotIn = (taxi: Taxi, id: string) => taxi.slots.find(slot => slot.id === id) as Slot
export const heldFor = (taxi: Taxi, person: string) => taxi.slots.find(slot => slot.held?.place.person === person)

export function endAt(taxi: Taxi, slot: Slot, person: string | null, reason: string): void {
  if (isRunning(slot.seat) && (person === null || slot.seat.person === person)) end(taxi, slot.seat, reason)
}
