import { assertNothingIdle } from './agree.ts'
import { command, pass } from './command.ts'
import { doJobs } from './jobs.ts'
import { isRunning, SECOND } from './taxi.ts'

export const machine = (id: string, goes: 'down' | 'up') =>
  command({
    words: `machine ${id} goes ${goes}`,
    act: async world => void (goes === 'down' ? world.down.add(id) : world.down.delete(id)),
    after: taxi => {
      for (const each of taxi.machines) if (each.id === id) each.down = goes === 'down'
    },
  })

export const restarts = () =>
  command({
    words: 'the server restarts',
    act: world => world.restart(),
    after: taxi => {
      for (const { seat } of taxi.slots) if (isRunning(seat) && seat.seenAt !== null) seat.awaySince ??= taxi.now
    },
  })

/** Time goes on, and the clock looks. */
export const passes = (ms: number) =>
  command({
    words: `${ms / SECOND} s pass`,
    act: async (world, taxi) => {
      pass(taxi, world, ms)
      await world.jobs()
    },
    after: taxi => {
      doJobs(taxi)
      assertNothingIdle(taxi)
    },
  })

/** Time goes on while the clock does not look: the server is busy, or between two looks. */
export const passesUnseen = (ms: number) =>
  command({
    words: `${ms / SECOND} s pass unseen`,
    act: async (world, taxi) => pass(taxi, world, ms),
    after: () => {},
  })
