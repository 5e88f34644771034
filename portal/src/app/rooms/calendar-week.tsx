import type { Calendar } from '@taxi/contract/bookings.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import { whyNot } from '@taxi/ui/board/why-not.ts'
import { type Block, blocksOf } from '@taxi/ui/bookings/blocks.ts'
import { BookingOpened } from '@taxi/ui/bookings/booking-opened.tsx'
import { boundsOf, longestOf } from '@taxi/ui/bookings/bounds.ts'
import type { Span } from '@taxi/ui/bookings/span.ts'
import { WeekCalendar } from '@taxi/ui/bookings/week-calendar.tsx'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { createMemo, createSignal } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { useTaxi } from '../taxi.tsx'
import { BookChosen } from './book-chosen.tsx'

/** The week of one slot, or of all of them, and what is done in it: choose a time, open a booking. */
export function CalendarWeek(props: { week: Calendar; slotId: string | undefined }) {
  const words = useWords()
  const locale = useLocale()
  const taxi = useTaxi()
  const { live, bookings, now } = useLive()
  const [choice, setChoice] = createSignal<Span | null>(null)
  const [booking, setBooking] = createSignal(false)
  const [opened, setOpened] = createSignal<Block | null>(null)
  const ofWeek = createMemo(() => slotsOf(live.state.slots, props.week))
  const shown = createMemo(() => ofWeek().filter(slot => !props.slotId || slot.id === props.slotId))
  const blocks = createMemo(() => blocksOf(props.week, shown(), now()))
  const longest = () => Math.max(longestOf('account'), ...shown().map(slot => longestOf(slot.kind)))
  // With several slots shown, another one may be free where one is taken.
  const bounds = createMemo(() => boundsOf(props.week, now(), longest(), shown().length > 1 ? [] : blocks()))
  function choose(span: Span, done: boolean) {
    setChoice(span)
    if (!done) return
    const why = whyNone()
    if (!why) return setBooking(true)
    taxi.toasts.show({ text: why, wrong: true })
    setChoice(null)
  }
  /** Why none of the slots that are shown can be booked at all. */
  function whyNone(): string | null {
    const [slot] = shown()
    if (!slot || shown().some(one => one.may.book === true)) return null
    return whyNot(slot.may.book, slot, words(), locale(), now())
  }
  function close() {
    setBooking(false)
    setChoice(null)
  }
  return (
    <>
      <WeekCalendar
        week={props.week}
        blocks={blocks()}
        boundsOf={bounds()}
        now={now()}
        choice={choice()}
        onChoose={choose}
        onEnter={span => choose(span, true)}
        onOpen={setOpened}
        named={shown().length > 1}
        roomy
        class="h-[max(320px,calc(100dvh-330px))]"
      />
      <BookChosen
        span={booking() ? choice() : null}
        week={props.week}
        slots={shown()}
        blocks={blocks()}
        onChange={setChoice}
        onClose={close}
      />
      <BookingOpened block={opened()} bookings={bookings} onClose={() => setOpened(null)} />
    </>
  )
}

/** The board's slots that can be booked, or are in this week. */
function slotsOf(slots: readonly SlotView[], week: Calendar): SlotView[] {
  const known = new Set(week.slots.map(slot => slot.id))
  return slots.filter(slot => known.has(slot.id))
}
