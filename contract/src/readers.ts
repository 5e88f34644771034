import * as z from 'zod/mini'
import { CalendarDate } from './bookings.ts'
import { endpoint } from './endpoint.ts'

/** A service answered what its reader does not know: the first time of a day. */
export const DriftView = z.object({
  /** `<service>:<day>`. */
  id: z.string(),
  service: z.string(),
  day: CalendarDate,
  what: z.string(),
  /** Keys and types of the answer, never a value of it; empty when only the page was not recognised. */
  shape: z.string(),
  /** How long the kept answer is, in characters; null when none was kept. */
  answer_length: z.nullable(z.number()),
})
export type DriftView = z.infer<typeof DriftView>

/** What administrators need to mend a reader. */
export const readerEndpoints = {
  drifts: endpoint('GET', '/admin/drifts', {
    does: 'What readers of services did not know in the last 30 days, newest first.',
    permission: 'slots:admin',
    reply: z.array(DriftView),
  }),
  driftAnswer: endpoint('POST', '/admin/drifts/:id/answer', {
    does: 'The answer a reader did not know. It may hold what somebody wrote: each look is audited.',
    permission: 'slots:admin',
    body: z.object({}),
    reply: z.object({ answer: z.string() }),
  }),
} as const
