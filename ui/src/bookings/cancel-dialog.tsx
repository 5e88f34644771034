import type { BookingView } from '@taxi/contract/bookings.ts'
import { createSignal, Show } from 'solid-js'
import { Confirm } from '../controls/confirm.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { rangeText } from './book-texts.ts'
import type { Bookings } from './bookings.ts'

/** Asks before a booking is cancelled, and how much of its repetition. */
export function CancelDialog(props: { booking: BookingView | null; bookings: Bookings; onClose: () => void }) {
  const words = useWords()
  const locale = useLocale()
  const [series, setSeries] = createSignal(false)
  function cancel() {
    if (props.booking) void props.bookings.cancel(props.booking, series())
  }
  function close() {
    setSeries(false)
    props.onClose()
  }
  return (
    <Confirm
      open={props.booking !== null}
      title={words().bookings.cancelAsk}
      says={words().bookings.cancelSays}
      verb={words().bookings.cancelDo}
      no={words().bookings.keep}
      danger
      onClose={close}
      onYes={cancel}
    >
      <Show when={props.booking}>
        {booking => (
          <>
            <p class="mt-3 text-sm">
              <span class="block font-medium">{booking().slot_name}</span>
              {rangeText(booking(), locale())}
              <Show when={!booking().person.mine}> · {words().bookings.by(booking().person.name)}</Show>
            </p>
            <Show when={booking().series_id}>
              <label class="mt-3 flex items-center gap-2 text-sm">
                <input
                  type="checkbox"
                  class="size-4 accent-[var(--ink)]"
                  checked={series()}
                  onChange={event => setSeries(event.currentTarget.checked)}
                />
                {words().bookings.cancelSeries}
              </label>
            </Show>
          </>
        )}
      </Show>
    </Confirm>
  )
}
