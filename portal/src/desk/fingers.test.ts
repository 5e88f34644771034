import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { createFingers, type Spot } from './fingers.ts'

const at = (x: number, y: number): Spot => ({ x, y })

/** What the machine's mouse does while fingers go these ways. */
function mouse() {
  const did: string[] = []
  const fingers = createFingers({
    move: ({ x, y }) => did.push(`${x},${y}`),
    left: pressed => did.push(pressed ? 'press' : 'release'),
    rightClick: () => did.push('right'),
    wheel: way => did.push(way),
  })
  return { did, fingers }
}

test('a tap clicks where the finger was, a trembling one too, and two taps are a double click', () => {
  const { did, fingers } = mouse()

  for (const spot of [at(100, 50), at(100, 50)]) {
    fingers([spot])
    fingers([at(spot.x + 4, spot.y - 3)])
    fingers([])
  }

  assert.deepEqual(did, ['100,50', 'press', 'release', '100,50', 'press', 'release'])
})

test('a finger that moves drags from where it began', () => {
  const { did, fingers } = mouse()

  fingers([at(10, 10)])
  fingers([at(40, 10)])
  fingers([at(80, 20)])
  fingers([])

  assert.deepEqual(did, ['10,10', 'press', '40,10', '80,20', 'release'])
})

test('a finger that stays clicks right, once', t => {
  t.after(() => mock.timers.reset())
  mock.timers.enable({ apis: ['setTimeout'] })
  const { did, fingers } = mouse()

  fingers([at(10, 10)])
  mock.timers.tick(600)
  fingers([at(60, 60)])
  fingers([])

  assert.deepEqual(did, ['10,10', 'right'])
})

test('two fingers turn the wheel, the page going with them, and the last one to leave clicks nothing', () => {
  const { did, fingers } = mouse()

  fingers([at(100, 200)])
  fingers([at(100, 200), at(140, 200)])
  fingers([at(100, 148), at(140, 152)])
  fingers([at(100, 180), at(140, 180)])
  fingers([at(100, 180)])
  fingers([at(160, 240)])
  fingers([])

  assert.deepEqual(did, ['120,200', 'down', 'down', 'up'])
})

test('a second finger ends a drag', () => {
  const { did, fingers } = mouse()

  fingers([at(10, 10)])
  fingers([at(40, 10)])
  fingers([at(40, 10), at(60, 10)])
  fingers([])

  assert.deepEqual(did, ['10,10', 'press', '40,10', 'release', '50,10'])
})
