import * as z from 'zod/mini'
import { AskAnswer, AskView, MyAsks } from './asks.ts'
import {
  Booked,
  BookingView,
  BookingWish,
  Calendar,
  CalendarDate,
  CalendarFeed,
  ClockTime,
  FreeTime,
} from './bookings.ts'
import { endpoint } from './endpoint.ts'
import { PlaceView } from './queue.ts'
import { SessionView } from './sessions.ts'
import { Id } from './shapes.ts'
import { Launched, TemplateDraft, TemplateView } from './templates.ts'

const Done = z.object({ ok: z.literal(true) })
const slotId = z.string().check(z.maxLength(40))

/** Promises for later, several slots at once, and slots that change hands. */
export const dispatchEndpoints = {
  bookings: endpoint('GET', '/bookings', {
    does: 'The caller’s bookings to come, and those of the last 14 days, by time.',
    permission: 'slots:read',
    reply: z.array(BookingView),
  }),
  book: endpoint('POST', '/bookings', {
    does: 'Books a slot, once or weekly; weeks that conflict are skipped and named.',
    permission: 'slots:use',
    status: 201,
    body: BookingWish,
    reply: Booked,
    idempotent: true,
  }),
  cancelBooking: endpoint('DELETE', '/bookings/:id', {
    does: 'Cancels a booking; with `series=1` also the later weeks of its repetition. Repeated, it answers the same.',
    permission: 'slots:use',
    query: z.object({ series: z.optional(z.literal('1')) }),
    reply: Done,
  }),
  bookingCalendar: endpoint('GET', '/bookings/calendar', {
    does: 'Seven days of everybody’s bookings, from this date or from today.',
    permission: 'slots:read',
    query: z.object({ from: z.optional(CalendarDate) }),
    reply: Calendar,
  }),
  suggestTimes: endpoint('GET', '/bookings/suggest', {
    does: 'The nearest times at which a wish would go through, at this slot first, then at others of its service.',
    permission: 'slots:read',
    query: z.object({
      slot_id: slotId,
      date: CalendarDate,
      start_time: ClockTime,
      duration_min: z.string().check(z.regex(/^\d{1,4}$/)),
    }),
    reply: z.array(FreeTime),
  }),
  calendarFeed: endpoint('GET', '/profile/calendar', {
    does: 'The secret address of the caller’s bookings for calendar programs.',
    reply: CalendarFeed,
  }),
  renewCalendarFeed: endpoint('POST', '/profile/calendar', {
    does: 'A new secret address; the old one dies.',
    body: z.object({}),
    reply: CalendarFeed,
  }),
  calendarFile: endpoint('GET', '/calendar/:secret', {
    does: 'A person’s bookings as iCalendar; the name is `<secret>.ics`.',
    caller: 'anyone',
  }),

  templates: endpoint('GET', '/templates', {
    does: 'The caller’s own templates and the shared ones, by name.',
    permission: 'slots:read',
    reply: z.array(TemplateView),
  }),
  addTemplate: endpoint('POST', '/templates', {
    does: 'Adds a template.',
    permission: 'slots:use',
    status: 201,
    body: TemplateDraft,
    reply: TemplateView,
    idempotent: true,
  }),
  changeTemplate: endpoint('PUT', '/templates/:id', {
    does: 'Changes one’s own template; administrators change shared ones.',
    permission: 'slots:use',
    body: TemplateDraft,
    reply: TemplateView,
  }),
  removeTemplate: endpoint('DELETE', '/templates/:id', {
    does: 'Removes a template. Repeated, it answers the same.',
    permission: 'slots:use',
    reply: Done,
  }),
  launchTemplate: endpoint('POST', '/templates/:id/launch', {
    does: 'Takes all slots of a template or none; the first in the way is named.',
    permission: 'slots:use',
    status: 201,
    body: z.object({}),
    reply: Launched,
    idempotent: true,
  }),
  queueTemplate: endpoint('POST', '/templates/:id/queue', {
    does: 'Joins the line of every slot of a template that is not free.',
    permission: 'slots:use',
    body: z.object({}),
    reply: z.array(PlaceView),
    idempotent: true,
  }),

  asks: endpoint('GET', '/asks', {
    does: 'Polite requests to and from the caller.',
    permission: 'slots:read',
    reply: MyAsks,
  }),
  ask: endpoint('POST', '/slots/:id/ask', {
    does: 'Asks the holder of a slot politely; repeated while it is open, it answers the same request.',
    permission: 'slots:use',
    body: z.object({ minutes: z._default(z.int().check(z.minimum(5), z.maximum(240)), 10) }),
    reply: AskView,
    idempotent: true,
  }),
  answerAsk: endpoint('POST', '/asks/:id/answer', {
    does: 'The holder’s answer: release now, in five minutes, or no.',
    permission: 'slots:use',
    body: z.object({ answer: AskAnswer }),
    reply: AskView,
    idempotent: true,
  }),
  withdrawAsk: endpoint('POST', '/asks/:id/withdraw', {
    does: 'The asking person no longer wants it.',
    permission: 'slots:use',
    body: z.object({}),
    reply: AskView,
    idempotent: true,
  }),
  deskAsk: endpoint('GET', '/desk/:id/ask', {
    does: 'The request that waits for an answer, asked by the desk page.',
    caller: 'desk',
    reply: z.object({ ask: z.nullable(AskView) }),
  }),
  deskAnswerAsk: endpoint('POST', '/desk/:id/ask', {
    does: 'The holder’s answer, given at the desk.',
    caller: 'desk',
    body: z.object({ answer: AskAnswer }),
    reply: AskView,
  }),

  colleagues: endpoint('GET', '/colleagues', {
    does: 'Everybody who may use slots, by name; the caller left out.',
    permission: 'slots:use',
    reply: z.array(z.object({ id: Id, name: z.string() })),
  }),
  deskColleagues: endpoint('GET', '/desk/:id/colleagues', {
    does: 'The same, asked by the desk page.',
    caller: 'desk',
    permission: 'slots:use',
    reply: z.array(z.object({ id: Id, name: z.string() })),
  }),
  handOver: endpoint('POST', '/sessions/:id/hand-over', {
    does: 'Ends the caller’s session and seats a colleague at the same slot, its tabs kept.',
    caller: 'desk',
    permission: 'slots:use',
    body: z.object({ person_id: Id }),
    reply: SessionView,
    idempotent: true,
  }),
  stopWork: endpoint('POST', '/slots/:id/stop-work', {
    does: 'Ends the work that goes on without a person; what is there so far is delivered.',
    permission: 'slots:use',
    body: z.object({}),
    reply: Done,
    idempotent: true,
  }),
} as const
