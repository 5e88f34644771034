import type { RefusalCode } from '@taxi/contract/refusals.ts'
import { Id } from '@taxi/contract/shapes.ts'
import { Refusal } from '../../domain/refusal.ts'

/** What an address that names nothing is answered with, by what it names. Slots and machines have ids of their own. */
const unknown: [RegExp, RefusalCode][] = [
  [/\/(sessions|desk)\/:id/, 'session.unknown'],
  [/^\/dumps\/:id/, 'dump.unknown'],
  [/^\/bookings\/:id/, 'booking.unknown'],
  [/^\/offers\/:id/, 'offer.unknown'],
  [/^\/admin\/people\/:id/, 'person.unknown'],
  [/^\/templates\/:id/, 'template.unknown'],
  [/^\/asks\/:id/, 'ask.unknown'],
  [/^\/admin\/recordings\/:id/, 'recording.unknown'],
]

/** Longer is no id, and no secret in an address, of ours. */
export const LONGEST_ID = 200

/** An id that is none is unknown, before the database chokes on it. */
export function checkParams(path: string, params: Record<string, string>): void {
  const [, code] = unknown.find(([pattern]) => pattern.test(path)) ?? []
  if (code && !Id.safeParse(params.id).success) throw new Refusal(code)
  if (Object.values(params).some(value => value.length > LONGEST_ID || value.includes('\0')))
    throw new Refusal('request.unknown')
}
