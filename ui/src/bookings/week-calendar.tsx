import type { Calendar } from '@taxi/contract/bookings.ts'
import { createMemo, createUniqueId, For, onMount } from 'solid-js'
import { useLocale, useWords } from '../words/words.tsx'
import type { Block } from './blocks.ts'
import { dateText, spanText } from './book-texts.ts'
import type { Bounds } from './drag.ts'
import { firstFree, moveChoice } from './move-choice.ts'
import type { Span } from './span.ts'
import { clockOfMinute, DAY, wallOf } from './wall-clock.ts'
import { WeekDay } from './week-day.tsx'
import { WeekHead } from './week-head.tsx'

export interface WeekCalendarProps {
  week: Calendar
  blocks: Block[]
  boundsOf: (date: string) => Bounds
  now: Date
  choice: Span | null
  /** While it is dragged or moved by keys, and `done` when the pointer is let go. */
  onChoose: (span: Span, done: boolean) => void
  onEnter: (span: Span) => void
  /** The keys are meant for the week from the beginning. */
  focused?: boolean
  onOpen: (block: Block) => void
  /** Slots are named in the blocks, because several are shown. */
  named?: boolean
  roomy?: boolean
  class?: string
}

/** What is in sight at first, on a day without anything better to show. */
const MORNING = 8 * 60
const HOUR_PX = { roomy: 36, small: 32 }
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** Seven days with their bookings; free time is chosen with the pointer or with the keys. */
export function WeekCalendar(props: WeekCalendarProps) {
  const words = useWords()
  const locale = useLocale()
  const hint = createUniqueId()
  const wall = createMemo(() => wallOf(props.now, props.week.zone))
  const columns = () => `${props.roomy ? 44 : 36}px repeat(7, minmax(0, 1fr))`
  const hourHeight = () => (props.roomy ? HOUR_PX.roomy : HOUR_PX.small)
  const says = () =>
    props.choice ? words().bookings.chosen(`${dateText(props.choice.date, locale())}, ${spanText(props.choice)}`) : ''
  let frame!: HTMLElement
  onMount(() => {
    const today = props.week.days.some(day => day.date === wall().date)
    const first = props.choice?.from ?? (today ? wall().minute : MORNING)
    frame.scrollTop = Math.max(0, (first - 60) / 60) * hourHeight()
    if (props.focused) frame.focus({ preventScroll: true })
  })

  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== frame || event.ctrlKey || event.metaKey || event.altKey) return
    const next = event.key === 'Enter' ? props.choice : chosenBy(event)
    if (!next) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Enter') return props.onEnter(next)
    props.onChoose(next, false)
    inSight(next)
  }
  function chosenBy(event: KeyboardEvent): Span | null {
    if (!/^(Arrow|Page)/.test(event.key)) return null
    const week = { days: props.week.days.map(day => day.date), boundsOf: props.boundsOf }
    const { choice } = props
    return choice && week.days.includes(choice.date)
      ? moveChoice(choice, event.key, event.shiftKey, week)
      : firstFree(week)
  }
  function inSight({ from, to }: Span) {
    const height = 24 * hourHeight()
    const [top, bottom] = [(from / DAY) * height, (to / DAY) * height + 32]
    if (frame.scrollTop > top) frame.scrollTop = top
    if (frame.scrollTop + frame.clientHeight < bottom) frame.scrollTop = bottom - frame.clientHeight
  }
  return (
    <>
      <section
        ref={frame}
        data-week={props.week.from}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys that choose a time are heard here
        tabIndex={0}
        aria-label={words().bookings.calendar}
        aria-describedby={hint}
        onKeyDown={onKeyDown}
        class={`overflow-y-auto overscroll-contain rounded-card border border-line bg-card ${props.class ?? ''}`}
      >
        <WeekHead days={props.week.days} today={wall().date} columns={columns()} roomy={props.roomy} />
        <div
          class="relative grid"
          style={{
            'grid-template-columns': columns(),
            height: `${24 * hourHeight()}px`,
            'background-image': `linear-gradient(var(--line) 1px, transparent 1px)`,
            'background-size': `100% ${hourHeight()}px`,
          }}
        >
          <div class="relative bg-card" aria-hidden="true">
            <For each={HOURS.slice(1)}>
              {hour => (
                <span
                  class="absolute right-1 -translate-y-1/2 text-xs text-quiet"
                  style={{ top: `${hour * hourHeight()}px` }}
                >
                  {clockOfMinute(hour * 60)}
                </span>
              )}
            </For>
          </div>
          <For each={props.week.days}>
            {({ date }) => (
              <WeekDay
                date={date}
                blocks={props.blocks}
                bounds={props.boundsOf(date)}
                choice={props.choice}
                nowMinute={date === wall().date ? wall().minute : null}
                named={props.named === true}
                roomy={props.roomy}
                onChoose={props.onChoose}
                onOpen={props.onOpen}
              />
            )}
          </For>
        </div>
      </section>
      <p id={hint} class="pt-1.5 text-xs text-quiet">
        {words().bookings.hint}
      </p>
      <p class="sr-only" aria-live="polite">
        {says()}
      </p>
    </>
  )
}
