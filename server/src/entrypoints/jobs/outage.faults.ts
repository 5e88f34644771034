import { test } from 'node:test'
import { assertOutlivesOutage } from '../../testing/outage.ts'

test('Telegram away for an hour with 500 messages waiting for fifteen people', () => assertOutlivesOutage(500, 15))
