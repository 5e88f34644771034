import type { BookingView } from '@taxi/contract/bookings.ts'
import Repeat from 'lucide-solid/icons/repeat'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { rangeText } from './book-texts.ts'
import type { Bookings } from './bookings.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { openOwnBookings, splitBookings } from './own-bookings.ts'
import { isShown } from './with-booking.ts'

/** The person's bookings: those to come, and folded away those that are over. */
export function OwnBookingsList(props: { bookings: Bookings; now: Date; empty: JSX.Element }) {
  const words = useWords()
  const own = openOwnBookings(props.bookings)
  const split = createMemo(() => splitBookings(own() ?? [], props.now))
  const [cancelling, setCancelling] = createSignal<BookingView | null>(null)
  const item = (booking: BookingView) => <Item booking={booking} now={props.now} onCancel={setCancelling} />
  return (
    <Show when={own()}>
      <Show when={split().open.length > 0} fallback={props.empty}>
        <ul class={LIST}>
          <For each={split().open}>{item}</For>
        </ul>
      </Show>
      <Show when={split().over.length > 0}>
        <details class="mt-3">
          <summary class="py-1 text-sm text-quiet">
            {words().bookings.past} · {split().over.length}
          </summary>
          <ul class={`mt-1.5 ${LIST}`}>
            <For each={split().over}>{item}</For>
          </ul>
        </details>
      </Show>
      <CancelDialog booking={cancelling()} bookings={props.bookings} onClose={() => setCancelling(null)} />
    </Show>
  )
}

const LIST = 'divide-y divide-line rounded-card border border-line bg-card'

function Item(props: { booking: BookingView; now: Date; onCancel: (booking: BookingView) => void }) {
  const words = useWords()
  const locale = useLocale()
  const when = () => rangeText(props.booking, locale())
  const runs = () =>
    Date.parse(props.booking.starts_at) <= props.now.getTime() &&
    Date.parse(props.booking.ends_at) > props.now.getTime()
  const status = () => {
    const { status } = props.booking
    if (runs() && isShown(props.booking)) return words().bookings.running
    return status === 'active' ? null : words().bookings.status[status]
  }
  return (
    <li class="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5" data-own-booking={props.booking.id}>
      <p class="min-w-0 flex-1">
        <span class="block truncate text-sm font-medium">{props.booking.slot_name}</span>
        <span class="text-sm text-quiet">
          {when()}
          <Show when={props.booking.series_id}>
            <Repeat size={13} class="mx-1 inline align-[-1px]" aria-hidden="true" />
            {words().bookings.series}
          </Show>
        </span>
      </p>
      <Show when={status()}>{says => <p class="text-sm text-quiet">{says()}</p>}</Show>
      <Show when={props.booking.may.cancel === true}>
        <Button
          aria-label={words().bookings.cancelOf(props.booking.slot_name, when())}
          onClick={() => props.onCancel(props.booking)}
        >
          {words().bookings.cancel}
        </Button>
      </Show>
    </li>
  )
}
