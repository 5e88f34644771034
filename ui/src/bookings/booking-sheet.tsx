import type { Calendar } from '@taxi/contract/bookings.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import { createMemo, createSignal, untrack } from 'solid-js'
import type { Live } from '../live/live.ts'
import { type Block, blocksOf } from './blocks.ts'
import { BookingForm } from './booking-form.tsx'
import { BookingOpened } from './booking-opened.tsx'
import type { Bookings } from './bookings.ts'
import { boundsOf, longestOf } from './bounds.ts'
import { firstFree } from './move-choice.ts'
import { minutesOf, type Span } from './span.ts'
import { WeekCalendar } from './week-calendar.tsx'
import { WeekSwitch } from './week-switch.tsx'
import { chosenWish, spanOfWish, type Wish } from './wish.ts'

export interface BookingSheetProps {
  slot: SlotView
  week: Calendar
  bookings: Bookings
  live: Live
  now: Date
  away: string | null
  roomy?: boolean
  onFrom: (from: string | undefined) => void
  onClose: () => void
}

/** The week of a slot to drag over, and the same as fields: one choice, seen twice. */
export function BookingSheet(props: BookingSheetProps) {
  const [opened, setOpened] = createSignal<Block | null>(null)
  const longest = () => longestOf(props.slot.kind)
  const slots = createMemo(() => props.live.state.slots.filter(slot => slot.id === props.slot.id))
  const blocks = createMemo(() => blocksOf(props.week, slots(), props.now))
  const bounds = createMemo(() => boundsOf(props.week, props.now, longest(), blocks()))
  // Chosen once: what changes meanwhile must not move the time under the person's hands.
  const [wish, setWish] = createSignal<Wish>(untrack(firstWish))
  let form!: HTMLFormElement

  function firstWish(): Wish {
    const free = firstFree({ days: props.week.days.map(day => day.date), boundsOf: bounds() })
    const blank = { slot_id: props.slot.id, date: '', start_time: '', duration_min: 0, weeks: 1 }
    return withTime(blank, free ?? { date: props.week.from, from: 0, to: 60 })
  }
  function withTime(old: Wish, span: Span): Wish {
    return chosenWish(old, span, minutesOf(span, props.week))
  }
  return (
    <div class="flex flex-col gap-3">
      <WeekSwitch week={props.week} now={props.now} onChange={props.onFrom} />
      <div>
        <WeekCalendar
          week={props.week}
          blocks={blocks()}
          boundsOf={bounds()}
          now={props.now}
          choice={spanOfWish(wish())}
          onChoose={span => setWish(old => withTime(old, span))}
          onEnter={() => form.requestSubmit()}
          focused
          onOpen={setOpened}
          roomy={props.roomy}
          class={props.roomy ? 'h-[340px]' : 'h-[240px]'}
        />
      </div>
      <BookingForm
        ref={element => {
          form = element
        }}
        wish={wish()}
        week={props.week}
        slots={[props.slot]}
        longest={longest()}
        now={props.now}
        bookings={props.bookings}
        away={props.away}
        onChange={change => setWish(old => ({ ...old, ...change }))}
        onClose={props.onClose}
      />
      <BookingOpened block={opened()} bookings={props.bookings} onClose={() => setOpened(null)} />
    </div>
  )
}
