import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createRenewal } from './renewal.ts'

/** A browser that answers so when it is asked for a newer companion; its timers run when told to. */
function browser(status: string) {
  const world = { free: true, reloads: 0, timers: [] as (() => Promise<void>)[] }
  const renewal = createRenewal({
    look: async () => ({ status }),
    reload: () => {
      world.reloads += 1
    },
    isFree: async () => world.free,
    setTimer: work => world.timers.push(work),
  })
  const later = () => Promise.all(world.timers.splice(0).map(work => work()))
  return { world, renewal, later }
}

describe('a newer companion', () => {
  it('goes on air when nobody sits there, after the server has its answer', async () => {
    const { world, renewal, later } = browser('update_available')

    assert.deepEqual(await renewal.ask(), { found: 'newer' })
    assert.equal(world.reloads, 0)
    await later()
    assert.equal(world.reloads, 1)
  })

  it('never goes on air in a session, also one that began while it was fetched', async () => {
    const { world, renewal, later } = browser('update_available')
    await renewal.ask()
    renewal.fetched()

    world.free = false
    await later()

    assert.equal(world.reloads, 0)
  })

  it('fetched by the browser itself, it goes on air when nobody sits there', async () => {
    const { world, renewal, later } = browser('no_update')

    renewal.fetched()
    await later()

    assert.equal(world.reloads, 1)
  })

  it('that is not there changes nothing, nor does a browser that will not look again so soon', async () => {
    for (const [status, found] of [
      ['no_update', 'nothing'],
      ['throttled', 'throttled'],
    ] as const) {
      const { world, renewal, later } = browser(status)
      assert.deepEqual(await renewal.ask(), { found })
      await later()
      assert.equal(world.reloads, 0)
    }
  })
})
