import type { Calendar } from '@taxi/contract/bookings.ts'
import { For, Show } from 'solid-js'
import { Choice, Field } from '../controls/field.tsx'
import type { Words } from '../words/en.ts'
import { useLocale, useWords } from '../words/words.tsx'
import { dateText, lengthText } from './book-texts.ts'
import { AHEAD_DAYS } from './bounds.ts'
import { laterDate, wallOf } from './wall-clock.ts'
import { lengthsFor, REPEATS, type Wish } from './wish.ts'

export interface BookingFieldsProps {
  wish: Wish
  week: Calendar
  /** To choose from; one alone is not asked for. */
  slots: { id: string; name: string }[]
  longest: number
  now: Date
  onChange: (change: Partial<Wish>) => void
}

/** What the pointer chooses in the week, as fields: exact to five minutes, and everything for those without a pointer. */
export function BookingFields(props: BookingFieldsProps) {
  const words = useWords()
  const locale = useLocale()
  const today = () => wallOf(props.now, props.week.zone).date
  const dates = () => Array.from({ length: AHEAD_DAYS + 1 }, (_, days) => laterDate(today(), days))
  const number = (event: Event & { currentTarget: HTMLSelectElement }) => Number(event.currentTarget.value)
  return (
    <div class="grid grid-cols-2 gap-x-3 gap-y-2.5">
      <Show when={props.slots.length > 1}>
        <div class="col-span-2">
          <Choice
            label={words().bookings.slot}
            onChange={event => props.onChange({ slot_id: event.currentTarget.value })}
          >
            <For each={props.slots}>
              {slot => (
                <option value={slot.id} selected={slot.id === props.wish.slot_id}>
                  {slot.name}
                </option>
              )}
            </For>
          </Choice>
        </div>
      </Show>
      <Choice label={words().bookings.date} onChange={event => props.onChange({ date: event.currentTarget.value })}>
        <For each={dates()}>
          {(date, days) => (
            <option value={date} selected={date === props.wish.date}>
              {dayText(days(), dateText(date, locale()), words())}
            </option>
          )}
        </For>
      </Choice>
      <Field
        label={words().bookings.start}
        type="time"
        step={300}
        required
        value={props.wish.start_time}
        onInput={event => event.currentTarget.value && props.onChange({ start_time: event.currentTarget.value })}
      />
      <Choice label={words().bookings.length} onChange={event => props.onChange({ duration_min: number(event) })}>
        <For each={lengthsFor(props.wish.duration_min, props.longest)}>
          {minutes => (
            <option value={minutes} selected={minutes === props.wish.duration_min}>
              {lengthText(minutes, words())}
            </option>
          )}
        </For>
      </Choice>
      <Choice label={words().bookings.repeat} onChange={event => props.onChange({ weeks: number(event) })}>
        <For each={REPEATS}>
          {weeks => (
            <option value={weeks} selected={weeks === props.wish.weeks}>
              {weeks === 1 ? words().bookings.once : words().bookings.weekly(weeks)}
            </option>
          )}
        </For>
      </Choice>
    </div>
  )
}

function dayText(days: number, text: string, words: Words): string {
  if (days === 0) return `${words.bookings.today}, ${text}`
  return days === 1 ? `${words.bookings.tomorrow}, ${text}` : text
}
