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
    seen: {} as Record<string, Look>,
  }
  const start = () =>
    watchSignIns({
      load: async () => world.kept,
      save: async kept => {
        world.kept = kept
      },
      canAsk: service => answers[service] !== undefined,
      async ask(service) {
        world.asked.push(service)
        return answers[service] ?? 'unclear'
      },
      see: async service => world.seen[service] ?? 'unclear',
      tell: ({ service, found }) => world.told.push(`${service} ${found}`),
      now: () => world.now,
    })
  return { world, answers, start, watch: start() }
}

describe('looking after the sign-ins of a machine', () => {
  it('a sign-out is told once two looks found it, and once only', async () => {
    const { world, watch } = machine({ chatgpt: 'signed_out' })
    await watch.services(['chatgpt'])
    assert.deepEqual(world.told, [])

    for (let minute = 0; minute < 120; minute += 1) {
      world.now += MINUTE
      await watch.check()
    }

    assert.deepEqual(world.told, ['chatgpt signed_out'])
  })

  it('signed in again, that is told too', async () => {
    const { world, answers, watch } = machine({ claude: 'signed_out' })
    await watch.services(['claude'])
    const pass = async (minutes: number) => {
      for (let minute = 0; minute < minutes; minute += 1) {
        world.now += MINUTE
        await watch.check()
      }
    }
    await pass(2)
    answers.claude = 'signed_in'
    await pass(40)

    assert.deepEqual(world.told, ['claude signed_out', 'claude signed_in'])
  })

  it('services without a cheap question are left alone, and so are services the machine has no slot of', async () => {
    const { world, watch } = machine({ chatgpt: 'signed_in', gemini: 'signed_in' })
    await watch.services(['chatgpt', 'lovable'])

    assert.deepEqual(world.asked, ['chatgpt'])
  })

  it('a worker started anew remembers: nothing is asked again too soon, and what is known is told again', async () => {
    const { world, watch, start } = machine({ chatgpt: 'signed_in' })
    await watch.services(['chatgpt'])
    world.now += MINUTE
    await watch.check()
    const again = start()
    await again.services(['chatgpt'])
    await again.tellAll()

    assert.equal(world.asked.length, 2)
    assert.deepEqual(world.told, ['chatgpt signed_in', 'chatgpt signed_in'])
  })

  it('asked from several sides at once, a service is asked once', async () => {
    const { world, watch } = machine({ chatgpt: 'signed_in' })
    await Promise.all([watch.services(['chatgpt']), watch.check(), watch.check(true), watch.check()])

    assert.deepEqual(world.asked, ['chatgpt'])
  })

  it('a page that asks for the sign-in is reason to ask the service at once, and what it waits for is told', async () => {
    const { world, answers, watch } = machine({ chatgpt: 'signed_in' })
    await watch.services(['chatgpt'])
    for (let n = 0; n < 2; n++, world.now += MINUTE) await watch.check()
    const asked = world.asked.length

    answers.chatgpt = 'signed_out'
    world.seen.chatgpt = 'code'
    for (let n = 0; n < 4; n++, world.now += MINUTE / 2) await watch.check()

    assert.equal(world.asked.length, asked + 2)
    assert.equal(world.told.at(-1), 'chatgpt code')
  })

  it('a service that cannot be asked is judged by its pages, twice in a row', async () => {
    const { world, watch } = machine({})
    world.seen.lovable = 'signed_out'
    await watch.services(['lovable'])
    assert.deepEqual(world.told, [])
    await watch.check()
    world.seen.lovable = 'signed_in'
    await watch.check()
    await watch.check()

    assert.deepEqual([world.asked, world.told], [[], ['lovable signed_out', 'lovable signed_in']])
  })
})
