import * as z from 'zod/mini'
import { Id, Instant, Permission } from './shapes.ts'

/** A date on the company's calendar, of this century: `2026-11-21`. */
export const CalendarDate = z.iso.date().check(z.refine(date => date.startsWith('20')))
/** A time of day on the company's clock: `14:30`. */
export const ClockTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/))

/** `kept`: its person came. `no_show`: nobody came. `expired`: it could not be given. */
export const BookingStatus = z.enum(['active', 'kept', 'no_show', 'cancelled', 'expired'])
export type BookingStatus = z.infer<typeof BookingStatus>

/** A slot promised to a person. `date` and `start_time` are the company's; `starts_at` and `ends_at` the instants they mean. */
export const BookingView = z.object({
  id: Id,
  slot_id: z.string(),
  slot_name: z.string(),
  service: z.string(),
  person: z.object({ id: Id, name: z.string(), mine: z.boolean() }),
  date: CalendarDate,
  start_time: ClockTime,
  duration_min: z.number(),
  starts_at: Instant,
  ends_at: Instant,
  status: BookingStatus,
  /** The weekly repetition it belongs to. */
  series_id: z.nullable(Id),
  may: z.object({ cancel: Permission }),
})
export type BookingView = z.infer<typeof BookingView>

/** What somebody wants to book. `weeks` repeats it: the same weekday and time, that many times in all. */
export const BookingWish = z.object({
  slot_id: z.string().check(z.maxLength(40)),
  date: CalendarDate,
  start_time: ClockTime,
  duration_min: z.int().check(z.minimum(1), z.maximum(1440)),
  weeks: z.optional(z.int().check(z.minimum(1), z.maximum(26))),
})
export type BookingWish = z.infer<typeof BookingWish>

/** A week that could not be booked, with the refusal it would have got alone. */
export const SkippedDate = z.object({
  date: CalendarDate,
  start_time: ClockTime,
  code: z.string(),
  message: z.string(),
})
export const Booked = z.object({
  bookings: z.array(BookingView),
  skipped: z.array(SkippedDate),
  /** Weeks that lie further ahead than one may book; they follow by themselves, week by week. */
  later: z.number(),
})
export type Booked = z.infer<typeof Booked>

/** A time at which a wish would go through. */
export const FreeTime = z.object({
  slot_id: z.string(),
  slot_name: z.string(),
  date: CalendarDate,
  start_time: ClockTime,
  starts_at: Instant,
  ends_at: Instant,
})
export type FreeTime = z.infer<typeof FreeTime>

/** A week as everybody sees it: bookings, and sessions that run now. */
export const Calendar = z.object({
  /** The company's time zone, in which dates and times are meant. */
  zone: z.string(),
  /** The first of seven days. */
  from: CalendarDate,
  days: z.array(z.object({ date: CalendarDate, starts_at: Instant, ends_at: Instant })),
  slots: z.array(
    z.object({ id: z.string(), name: z.string(), service: z.string(), service_name: z.string(), may_book: Permission }),
  ),
  bookings: z.array(BookingView),
  sessions: z.array(
    z.object({
      slot_id: z.string(),
      person: z.object({ name: z.string(), mine: z.boolean() }),
      starts_at: Instant,
      ends_at: Instant,
    }),
  ),
})
export type Calendar = z.infer<typeof Calendar>

/** Where a calendar program reads the person's bookings. Whoever knows the address reads them. */
export const CalendarFeed = z.object({ url: z.string() })
