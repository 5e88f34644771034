import type { Calendar } from '@taxi/contract/bookings.ts'
import type { Locale } from '@taxi/contract/shapes.ts'
import { For, Show } from 'solid-js'
import { Choice, Field } from '../controls/field.tsx'
import type { Words } from '../words/en.ts'
import { useLocale, useWords } from '../words/words.tsx'
import { dateText, lengthText } from './book-texts.ts'
import { AHEAD_DAYS } from './bounds.ts'
import { typedClock } from './typed-clock.ts'
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
  /** What is typed counts at once; what is no time keeps the form from being sent, with a word about it. */
  function type(field: HTMLInputElement) {
    const start_time = typedClock(field.value)
    field.setCustomValidity(start_time ? '' : words().bookings.startLike)
    if (start_time) props.onChange({ start_time })
  }
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
              {dayText(date, days(), words(), locale())}
            </option>
          )}
        </For>
      </Choice>
      <Field
        label={words().bookings.start}
        // A field of the type "time" has twelve hours in some browsers, whatever the language here.
        inputMode="numeric"
        autocomplete="off"
        maxLength={5}
        value={props.wish.start_time}
        onFocus={event => event.currentTarget.select()}
        onInput={event => type(event.currentTarget)}
        onBlur={event => {
          if (typedClock(event.currentTarget.value)) event.currentTarget.value = props.wish.start_time
        }}
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

/** `Today, 21 Nov`; the weekday where it says more. */
function dayText(date: string, days: number, words: Words, locale: Locale): string {
  const near = [words.bookings.today, words.bookings.tomorrow][days]
  return near ? `${near}, ${dateText(date, locale, 'plain')}` : dateText(date, locale)
}
