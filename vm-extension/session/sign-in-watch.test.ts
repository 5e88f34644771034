import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Look } from './sign-in.ts'
import { type SignIns, watchSignIns } from './sign-in-watch.ts'

const MINUTE = 60_000

/** A machine whose services answer as they are told to. */
function machine(answers: Record<string, Look>) {
  const world = {
    now: 1_000 * MINUTE,
    kept: { services: [], found: {} } as SignIns,
    asked: [] as string[],
    told: [] as string[],
  }
  const start = () =>
    watchSignIns({
      load: async () => world.kept,
      save: async kept => {
        world.kept = kept
      },
      look(service) {
        const answer = answers[service]
        if (!answer) return null
        world.asked.push(service)
        return Promise.resolve(answer)
      },
      tell: ({ service, signed_in }) => world.told.push(`${service} ${signed_in ? 'in' : 'out'}`),
      now: () => world.now,
    })
  return { world, answers, start, watch: start() }
}

describe('looking after the sign-ins of a machine', () => {
  it('a sign-out is told once two looks found it, and once only', async () => {
    const { world, watch } = machine({ chatgpt: 'out' })
    await watch.services(['chatgpt'])
    assert.deepEqual(world.told, [])

    for (let minute = 0; minute < 120; minute += 1) {
      world.now += MINUTE
      await watch.check()
    }

    assert.deepEqual(world.told, ['chatgpt out'])
  })

  it('signed in again, that is told too', async () => {
    const { world, answers, watch } = machine({ claude: 'out' })
    await watch.services(['claude'])
    const pass = async (minutes: number) => {
      for (let minute = 0; minute < minutes; minute += 1) {
        world.now += MINUTE
        await watch.check()
      }
    }
    await pass(2)
    answers.claude = 'in'
    await pass(40)

    assert.deepEqual(world.told, ['claude out', 'claude in'])
  })

  it('services without a cheap question are left alone, and so are services the machine has no slot of', async () => {
    const { world, watch } = machine({ chatgpt: 'in', gemini: 'in' })
    await watch.services(['chatgpt', 'lovable'])

    assert.deepEqual(world.asked, ['chatgpt'])
  })

  it('a worker started anew remembers: nothing is asked again too soon, and what is known is told again', async () => {
    const { world, watch, start } = machine({ chatgpt: 'in' })
    await watch.services(['chatgpt'])
    world.now += MINUTE
    await watch.check()
    const again = start()
    await again.services(['chatgpt'])
    await again.tellAll()

    assert.equal(world.asked.length, 2)
    assert.deepEqual(world.told, ['chatgpt in', 'chatgpt in'])
  })

  it('asked from several sides at once, a service is asked once', async () => {
    const { world, watch } = machine({ chatgpt: 'in' })
    await Promise.all([watch.services(['chatgpt']), watch.check(), watch.check(true), watch.check()])

    assert.deepEqual(world.asked, ['chatgpt'])
  })
})
