import type { Calendar } from '@taxi/contract/bookings.ts'
import { createEffect, createSignal, onCleanup } from 'solid-js'
import type { Bookings } from './bookings.ts'
import { weekWith } from './with-booking.ts'

/** The seven days from a date (or from today), loaded and kept true by live events while they are shown. */
export function openWeek(bookings: Bookings, from: () => string | undefined) {
  const [week, setWeek] = createSignal<Calendar | null>(null)
  const [trouble, setTrouble] = createSignal<unknown>(null)
  let asked = 0
  async function load(date = from()) {
    const mine = ++asked
    setTrouble(null)
    // An answer that another question has overtaken is not shown.
    const shown = (show: () => void) => () => void (mine === asked && show())
    await bookings.week(date).then(
      loaded => shown(() => setWeek(loaded))(),
      error => shown(() => setTrouble(error))(),
    )
  }
  createEffect(() => void load(from()))
  const stop = bookings.hear(booking => {
    if (!booking) return void load()
    setWeek(shown => shown && weekWith(shown, booking))
  })
  onCleanup(stop)
  return { value: week, trouble, reload: () => load() }
}
