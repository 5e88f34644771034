import type { Booked } from '@taxi/contract/bookings.ts'
import { For, Show } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { dateText, rangeText } from './book-texts.ts'
import { bookedText } from './booking-texts.ts'

/** What came of a weekly wish: the weeks that were booked, those that were not and why, and those that follow. */
export function BookedWeeks(props: { booked: Booked; onClose: () => void }) {
  const words = useWords()
  const locale = useLocale()
  return (
    <div class="flex flex-col gap-3 text-sm" role="status" data-booked>
      <p class="font-medium">{bookedText(props.booked, words(), locale())}</p>
      <Show when={props.booked.bookings.length > 1}>
        <ul class="list-disc pl-5">
          <For each={props.booked.bookings}>{booking => <li>{rangeText(booking, locale())}</li>}</For>
        </ul>
      </Show>
      <Show when={props.booked.skipped.length > 0}>
        <div>
          <p>{words().bookings.skippedTitle}</p>
          <ul class="list-disc pl-5">
            <For each={props.booked.skipped}>
              {week => (
                <li data-skipped={week.date}>
                  <span class="font-medium">{`${dateText(week.date, locale())}, ${week.start_time}`}</span>
                  <span class="block text-quiet">{week.message}</span>
                </li>
              )}
            </For>
          </ul>
        </div>
      </Show>
      <Show when={props.booked.later > 0}>
        <p class="text-quiet">{words().bookings.follow(props.booked.later)}</p>
      </Show>
      <div class="flex justify-end">
        <Button look="main" autofocus onClick={props.onClose}>
          {words().do.close}
        </Button>
      </div>
    </div>
  )
}
