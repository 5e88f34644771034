import { test } from 'node:test'
import { assertOutlivesOutage } from '../../testing/outage.ts'

test('Telegram away for an hour with messages waiting: none is lost, none comes twice, what is late is dropped, alerts come first', () =>
  assertOutlivesOutage(60, 4))
