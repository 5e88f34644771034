import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { session } from '../testing/samples.ts'
import { createJournal, type Exported, Hopeless, type Journal } from './journal.ts'
import type { Session } from './session.ts'
import { changed, sent } from './touched.ts'

const address = (id: string) => ({ service: 'practice', id, url: `http://x/${id}`, title: '' })
const done: Exported = { status: 'complete', why: null, files: {} }

/** A clock that stands still until it is told to go on. */
function fakeClock() {
  let timers: { at: number; work: () => void }[] = []
  const clock = {
    now: 1_000_000,
    set: (work: () => void, ms: number) => {
      const timer = { at: clock.now + ms, work }
      timers.push(timer)
      return timer
    },
    clear: (timer: unknown) => {
      timers = timers.filter(each => each !== timer)
    },
    async pass(ms: number) {
      const until = clock.now + ms
      for (;;) {
        const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        clock.now = Math.max(clock.now, next.at)
        clock.clear(next)
        next.work()
        await new Promise(resolve => setImmediate(resolve))
      }
      clock.now = until
      await new Promise(resolve => setImmediate(resolve))
    },
  }
  return clock
}

describe('the journal', () => {
  let clock: ReturnType<typeof fakeClock>
  let current: Session | null
  let exports: string[]
  let growing: Set<string>
  let shown: boolean
  let answer: (key: string) => Promise<Exported>
  let journal: Journal
  beforeEach(() => {
    clock = fakeClock()
    current = session()
    exports = []
    growing = new Set()
    shown = true
    answer = async () => done
    journal = createJournal({
      session: () => current,
      change: work => {
        if (current) current = work(current)
      },
      exportChat: (_, key, last) => {
        exports.push(`${key}${last ? ' last' : ''}`)
        return answer(key)
      },
      growing: key => growing.has(key),
      stillGrowing: async () => shown,
      now: () => clock.now,
      setTimer: clock.set,
      clearTimer: clock.clear,
    })
  })
  function touch(id: string) {
    if (current) current = sent(current, 1, address(id), new Date(clock.now)).session
    journal.wake()
  }
  function change(id: string) {
    if (current) current = changed(current, `practice/${id}`, new Date(clock.now))
    journal.wake()
  }

  it('a chat is exported three seconds after it fell quiet, once', async () => {
    touch('a')
    await clock.pass(2_000)
    change('a')
    await clock.pass(2_900)
    assert.deepEqual(exports, [])

    await clock.pass(60_000)
    assert.deepEqual(exports, ['practice/a'])
  })

  it('while an answer is being written, what is there is saved every ten seconds, and the end once more', async () => {
    growing.add('practice/a')
    touch('a')
    await clock.pass(24_000)
    assert.equal(exports.length, 3)
    assert.equal(current?.exports['practice/a']?.status, 'partial')

    growing.clear()
    change('a')
    await clock.pass(60_000)
    assert.equal(exports.length, 4)
    assert.equal(current?.exports['practice/a']?.status, 'complete')
  })

  it('an answer that has just ended counts as complete, though its end was not heard of yet', async () => {
    growing.add('practice/a')
    shown = false
    touch('a')

    const [chat] = await journal.finish(5_000)
    assert.equal(chat?.status, 'complete')
  })

  it('a failed export is tried again after 1, 2, 4 … 30 seconds', async () => {
    const at: number[] = []
    answer = async () => {
      at.push(clock.now)
      throw new Error('server away')
    }
    touch('a')
    await clock.pass(130_000)

    const gaps = at.slice(1).map((time, i) => (time - (at[i] ?? 0)) / 1_000)
    assert.deepEqual(gaps.slice(0, 7), [1, 2, 4, 8, 16, 30, 30])
    answer = async () => done
    await clock.pass(31_000)
    assert.equal(current?.exports['practice/a']?.status, 'complete')
  })

  it('what is hopeless is not tried again, and finish says why', async () => {
    answer = async () => {
      throw new Hopeless('the server refused the chat (413)')
    }
    touch('a')
    await clock.pass(120_000)

    assert.equal(exports.length, 1)
    const [chat] = await journal.finish(1_000)
    assert.deepEqual([chat?.status, chat?.why], ['missing', 'the server refused the chat (413)'])
  })

  it('a change while its export runs is exported too', async () => {
    answer = async () => {
      if (exports.length === 1) change('a')
      return done
    }
    touch('a')
    await clock.pass(10_000)
    assert.equal(exports.length, 2)
  })

  it('finish exports only what changed since, the last touched first, and may open pages for it', async () => {
    touch('a')
    await clock.pass(10_000)
    touch('b')
    await clock.pass(100)
    touch('c')
    exports = []

    const chats = await journal.finish(10_000)

    assert.deepEqual(exports, ['practice/c last', 'practice/b last'])
    assert.deepEqual(chats.map(({ id, status }) => [id, status]).sort(), [
      ['a', 'complete'],
      ['b', 'complete'],
      ['c', 'complete'],
    ])
  })

  it('what changes while finish exports it is exported once more', async () => {
    answer = async () => {
      clock.now += 100
      if (exports.length === 1) change('a')
      return done
    }
    touch('a')
    const [chat] = await journal.finish(10_000)

    assert.equal(exports.length, 2)
    assert.equal(chat?.status, 'complete')
  })

  it('finish keeps its deadline: what hangs is reported as missing or partial', async () => {
    touch('a')
    await clock.pass(10_000)
    answer = () => new Promise(() => undefined)
    change('a')
    touch('b')

    const finished = journal.finish(5_000)
    await clock.pass(5_000)

    assert.deepEqual((await finished).map(({ id, status }) => [id, status]).sort(), [
      ['a', 'partial'],
      ['b', 'missing'],
    ])
  })

  it('an export that ends after its session is over changes nothing of the next one', async () => {
    let release = () => {}
    answer = () => new Promise(resolve => (release = () => resolve(done)))
    touch('a')
    await clock.pass(3_000)
    current = session({ id: '22222222-2222-4222-8222-222222222222' })
    release()
    await clock.pass(0)
    assert.deepEqual(current.exports, {})
  })
})
