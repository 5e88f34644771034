/** What a person is told of a booking unasked. */
export const bookingNews = ['reminder', 'given', 'expired', 'no_show', 'cancelled', 'skipped'] as const
export type BookingNews = (typeof bookingNews)[number]

/** `id` is the booking's; of a week that was skipped, the repetition's, with the week's number behind. */
export interface BookingNotice {
  what: BookingNews
  id: string
  /** The person who did it, or the number of the week. */
  detail?: string
}

/** The notice's name: the key of its row, and what travels. */
export const bookingNoticeKey = ({ what, id, detail }: BookingNotice) =>
  [what, id, ...(detail ? [detail] : [])].join(' ')

export function bookingNoticeOf(key: string): BookingNotice {
  const [what, id = '', detail] = key.split(' ')
  return { what: what as BookingNews, id, ...(detail ? { detail } : {}) }
}
