import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PNG } from 'pngjs'
import { openTestSeat, type TestSeat } from '../../testing/test-seat.ts'
import { SeatError } from './seat.ts'

let machine: TestSeat
before(async () => {
  machine = await openTestSeat()
  await machine.driver.up(machine.seat)
})
after(() => machine.close())

const refused = (reason: string) => (error: unknown) => error instanceof SeatError && error.reason === reason

test('a free seat is looked at, and a code is typed into its page, letter for letter and with Enter', async () => {
  await machine.visit('/code')
  const png = PNG.sync.read(Buffer.from((await machine.driver.look?.()) ?? []))
  assert.ok(png.width >= 800 && png.height >= 600)

  const typed = machine.site.report('/typed')
  await machine.driver.type?.('Ab-42 #/?~{z}')

  assert.equal((await typed).cookie, 'Ab-42 #/?~{z}')
})

test('what is no plain text is refused, and nothing is typed', async () => {
  for (const text of ['', 'код', 'a\nb', '\u001b[A', 'x'.repeat(201)])
    await assert.rejects(machine.script(['type'], text), refused('text'), JSON.stringify(text))
})

test('a seat that somebody has is neither looked at nor typed into', async () => {
  await machine.driver.begin('s1', machine.seat)

  await assert.rejects(async () => machine.driver.look?.(), refused('dirty'))
  await assert.rejects(async () => machine.driver.type?.('123456'), refused('dirty'))
})
