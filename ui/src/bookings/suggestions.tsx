import type { FreeTime } from '@taxi/contract/bookings.ts'
import { For, Show } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { dateText, spanText } from './book-texts.ts'
import { spanOfWish } from './wish.ts'

/** The nearest times that would go through; each is booked with one press. */
export function Suggestions(props: {
  times: FreeTime[]
  /** What was wished for: another slot is named, the same one is not. */
  slotId: string
  minutes: number
  busy: boolean
  onBook: (time: FreeTime) => void
}) {
  const words = useWords()
  const locale = useLocale()
  const when = (time: FreeTime) => {
    const span = spanOfWish({ ...time, duration_min: props.minutes })
    return `${dateText(time.date, locale())}, ${spanText(span)}`
  }
  return (
    <Show when={props.times.length > 0} fallback={<p class="text-sm text-quiet">{words().bookings.noneSuggested}</p>}>
      <p class="text-sm text-quiet">{words().bookings.suggested}</p>
      <ul class="grid gap-1.5 sm:grid-cols-2" data-suggestions>
        <For each={props.times}>
          {time => (
            <li class="min-w-0">
              <Button
                class="h-auto! w-full flex-col items-start! gap-0! py-1.5 text-left"
                busy={props.busy}
                onClick={() => props.onBook(time)}
              >
                {when(time)}
                <Show when={time.slot_id !== props.slotId}>
                  <span class="w-full truncate text-xs font-normal text-quiet">{time.slot_name}</span>
                </Show>
              </Button>
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
