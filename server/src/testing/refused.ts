import assert from 'node:assert/strict'
import { Refused } from '@taxi/contract/client.ts'
import { type RefusalCode, refusals } from '@taxi/contract/refusals.ts'

/** The call is refused with this code and its status; returns the refusal. */
export async function refused(call: Promise<unknown>, code: RefusalCode): Promise<Refused> {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(outcome instanceof Refused)) assert.fail(`expected ${code}, was ${outcome === null ? 'answered' : outcome}`)
  assert.deepEqual({ code: outcome.code, status: outcome.status }, { code, status: refusals[code].status })
  return outcome
}
