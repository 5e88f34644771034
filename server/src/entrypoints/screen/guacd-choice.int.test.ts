import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type MockGuacd, startMockGuacd } from '../../testing/mock-guacd.ts'
import { createGuacdChoice, type Guacd } from './guacd-choice.ts'

const mocks: MockGuacd[] = []
after(async () => {
  for (const mock of mocks) await mock.close()
})
async function guacd() {
  const mock = await startMockGuacd()
  mocks.push(mock)
  return mock
}
async function callInVain(one: Guacd | null) {
  one?.call()
  while (one?.busy) await new Promise(setImmediate)
}

test('screens are spread: each goes to the guacd that has least to do', async () => {
  const [one, other] = [await guacd(), await guacd()]
  const choice = createGuacdChoice(() => [one.address, other.address])

  const lines = Array.from({ length: 6 }, () => choice.choose()?.call())

  assert.equal(choice.at(one.address).busy, 3)
  assert.equal(choice.at(other.address).busy, 3)
  for (const line of lines.slice(0, 2)) line?.hangUp()
  lines[2]?.hangUp()
  while (choice.at(one.address).busy + choice.at(other.address).busy > 3) await new Promise(setImmediate)
  assert.equal(choice.choose()?.address, one.address)
  for (const line of lines) line?.hangUp()
})

test('whoever waits at the gate of one guacd counts as its work, so a crowd is spread before a line is open', () => {
  const choice = createGuacdChoice(() => [
    { host: 'a', port: 1 },
    { host: 'b', port: 1 },
  ])

  for (let i = 0; i < 10; i++) void choice.choose()?.gate(() => new Promise(() => {}))

  assert.equal(choice.at({ host: 'a', port: 1 }).busy, 5)
})

test('a guacd that does not answer is left out for a while, and asked again later', async () => {
  let nowMs = 0
  const [dead, alive] = [await guacd(), await guacd()]
  await dead.close()
  const choice = createGuacdChoice(
    () => [dead.address, alive.address],
    () => nowMs,
  )

  const first = choice.choose()
  assert.equal(first?.address, dead.address)
  await callInVain(first)

  for (let i = 0; i < 4; i++) assert.equal(choice.choose()?.address, alive.address)
  nowMs = 5_001
  assert.equal(choice.choose()?.address, dead.address)
})

test('when none answers they are still tried, and without any there is none', async () => {
  const dead = await guacd()
  await dead.close()
  const choice = createGuacdChoice(() => [dead.address])
  await callInVain(choice.choose())

  assert.equal(choice.choose()?.address, dead.address)
  assert.equal(createGuacdChoice(() => []).choose(), null)
})

test('a guacd that came back at another port is a new one, and the old one is forgotten', async () => {
  const [before, now] = [await guacd(), await guacd()]
  let addresses = [before.address]
  const choice = createGuacdChoice(() => addresses)
  const line = choice.choose()?.call()

  addresses = [now.address]

  assert.equal(choice.choose()?.address, now.address)
  line?.hangUp()
})
