import type { Booked, BookingWish, FreeTime } from '@taxi/contract/bookings.ts'
import { Refused } from '@taxi/contract/client.ts'
import { createEffect, createSignal, on, Show } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { FormTrouble } from '../controls/form-trouble.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { BookedWeeks } from './booked-weeks.tsx'
import { BookingFields, type BookingFieldsProps } from './booking-fields.tsx'
import type { Bookings } from './bookings.ts'
import { onCompanyClock } from './on-company-clock.ts'
import { Suggestions } from './suggestions.tsx'

/** The fields of a booking and what comes of it: done, refused with free times nearby, or weeks that were skipped. */
export function BookingForm(
  props: BookingFieldsProps & {
    bookings: Bookings
    /** Why nothing can be booked now: the server is away. */
    away: string | null
    onClose: () => void
    ref?: (form: HTMLFormElement) => void
  },
) {
  const words = useWords()
  const locale = useLocale()
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal<unknown>(null)
  const [times, setTimes] = createSignal<FreeTime[] | null>(null)
  const [booked, setBooked] = createSignal<Booked | null>(null)
  // What was refused is no longer what stands in the fields.
  createEffect(
    on(
      () => Object.values(props.wish).join(),
      () => {
        setTrouble(null)
        setTimes(null)
      },
      { defer: true },
    ),
  )
  let form!: HTMLFormElement
  async function book(wish: BookingWish) {
    if (busy()) return
    setBusy(true)
    await props.bookings.book(wish).then(done, refused)
    setBusy(false)
  }
  function done(what: Booked) {
    if (what.skipped.length > 0 || what.later > 0) return setBooked(what)
    props.onClose()
  }
  async function refused(error: unknown) {
    setTrouble(onCompanyClock(error, props.week.zone, props.wish.date, locale()))
    setTimes(null)
    if (error instanceof Refused && MAY_BE_FREE_NEARBY.has(error.code))
      setTimes(await props.bookings.suggest(props.wish).catch(() => null))
    // In the popup the sheet is longer than the window then.
    form.scrollIntoView({ block: 'end' })
  }
  return (
    <Show
      when={booked()}
      fallback={
        <form
          ref={element => {
            form = element
            props.ref?.(element)
          }}
          class="flex flex-col gap-3"
          onSubmit={event => {
            event.preventDefault()
            void book(props.wish)
          }}
        >
          <BookingFields {...props} />
          <FormTrouble trouble={trouble()} />
          <Show when={times()}>
            {free => (
              <Suggestions
                times={free()}
                slotId={props.wish.slot_id}
                minutes={props.wish.duration_min}
                busy={busy()}
                onBook={({ slot_id, date, start_time }) => void book({ ...props.wish, slot_id, date, start_time })}
              />
            )}
          </Show>
          <div class="flex justify-end gap-2">
            <Button onClick={props.onClose}>{words().do.cancel}</Button>
            <Button type="submit" look={times()?.length ? 'plain' : 'main'} busy={busy()} whyNot={props.away}>
              {words().bookings.book}
            </Button>
          </div>
        </form>
      }
    >
      {what => <BookedWeeks booked={what()} onClose={props.onClose} />}
    </Show>
  )
}

/** Refusals of this one time; another one may go through. */
const MAY_BE_FREE_NEARBY = new Set([
  'slot.booked',
  'slot.taken',
  'slot.machine-busy',
  'booking.too-soon',
  'booking.wanted',
  'booking.past',
])
