import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type MachineKnown, machineStateOf } from './machine-state.ts'

const now = new Date('2026-11-21T10:00:00Z')
const soon = new Date('2026-11-21T10:05:00Z')
const well: MachineKnown = {
  isActive: true,
  isDraining: false,
  isToJoin: false,
  isHealthy: true,
  failingSince: null,
  quarantinedUntil: null,
}

const cases: [string, Partial<MachineKnown>, string][] = [
  ['is well', {}, 'well'],
  ['failed once', { failingSince: now }, 'doubtful'],
  ['failed again', { isHealthy: false, failingSince: now }, 'ill'],
  ['was not looked at yet', { isHealthy: null }, 'unseen'],
  ['is still to join, whatever was seen', { isToJoin: true, isHealthy: false }, 'to_join'],
  ['is switched off, whatever else', { isActive: false, isHealthy: false, quarantinedUntil: soon }, 'off'],
  ['is set aside', { quarantinedUntil: soon, isDraining: true }, 'set_aside'],
  ['was set aside', { quarantinedUntil: now }, 'well'],
  ['is ill while it is set aside', { isHealthy: false, quarantinedUntil: soon }, 'ill'],
  ['takes nobody new', { isDraining: true }, 'draining'],
]
for (const [says, known, state] of cases)
  test(`a machine that ${says}: ${state}`, () => {
    assert.equal(machineStateOf({ ...well, ...known }, now), state)
  })
