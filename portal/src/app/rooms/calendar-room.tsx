import { useSearchParams } from '@solidjs/router'
import type { Calendar } from '@taxi/contract/bookings.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import { type Block, blocksOf } from '@taxi/ui/bookings/blocks.ts'
import { BookingOpened } from '@taxi/ui/bookings/booking-opened.tsx'
import { boundsOf, longestOf } from '@taxi/ui/bookings/bounds.ts'
import { openWeek } from '@taxi/ui/bookings/open-week.ts'
import { OwnBookingsList } from '@taxi/ui/bookings/own-bookings-list.tsx'
import type { Span } from '@taxi/ui/bookings/span.ts'
import { WeekCalendar } from '@taxi/ui/bookings/week-calendar.tsx'
import { WeekSwitch } from '@taxi/ui/bookings/week-switch.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createMemo, createSignal, For } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { Loaded } from '../frame/loaded.tsx'
import { Empty, RoomHead } from '../frame/room-head.tsx'
import { BookChosen } from './book-chosen.tsx'

/** Who has booked what: of one slot or of all, seven days at a time. What is dragged over is booked. */
export function CalendarRoom() {
  const words = useWords()
  const { bookings, now } = useLive()
  const [address, setAddress] = useSearchParams<{ slot?: string; from?: string }>()
  const load = openWeek(bookings, () => address.from)
  return (
    <>
      <Loaded load={load}>
        {week => (
          <>
            <RoomHead title={words().bookings.calendar}>
              <SlotFilter week={week()} chosen={address.slot ?? ''} onChange={slot => setAddress({ slot })} />
            </RoomHead>
            <div class="mb-2">
              <WeekSwitch week={week()} now={now()} onChange={from => setAddress({ from })} />
            </div>
            <Week week={week()} slotId={address.slot} />
          </>
        )}
      </Loaded>
      <h2 class="mt-8 mb-3 text-lg font-bold">{words().bookings.own}</h2>
      <OwnBookingsList
        bookings={bookings}
        now={now()}
        empty={<Empty says={words().bookings.none} next={words().bookings.noneNext} />}
      />
    </>
  )
}

function Week(props: { week: Calendar; slotId: string | undefined }) {
  const { live, bookings, now } = useLive()
  const [choice, setChoice] = createSignal<Span | null>(null)
  const [booking, setBooking] = createSignal(false)
  const [opened, setOpened] = createSignal<Block | null>(null)
  const ofWeek = createMemo(() => slotsOf(live.state.slots, props.week))
  const shown = createMemo(() => ofWeek().filter(slot => !props.slotId || slot.id === props.slotId))
  const blocks = createMemo(() => blocksOf(props.week, shown(), now()))
  const longest = () => Math.max(...shown().map(slot => longestOf(slot.kind)))
  // With several slots shown, another one may be free where one is taken.
  const bounds = createMemo(() => boundsOf(props.week, now(), longest(), shown().length > 1 ? [] : blocks()))
  function choose(span: Span, done: boolean) {
    setChoice(span)
    if (done) setBooking(true)
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

function SlotFilter(props: { week: Calendar; chosen: string; onChange: (slot: string | undefined) => void }) {
  const words = useWords()
  return (
    <select
      aria-label={words().bookings.slot}
      class="h-9 max-w-full rounded-control border border-edge bg-card px-3 text-sm"
      onChange={event => props.onChange(event.currentTarget.value || undefined)}
    >
      <option value="" selected={!props.chosen}>
        {words().bookings.every}
      </option>
      <For each={props.week.slots}>
        {slot => (
          <option value={slot.id} selected={slot.id === props.chosen}>
            {slot.name}
          </option>
        )}
      </For>
    </select>
  )
}

/** The board's slots that can be booked, or are in this week. */
function slotsOf(slots: readonly SlotView[], week: Calendar): SlotView[] {
  const known = new Set(week.slots.map(slot => slot.id))
  return slots.filter(slot => known.has(slot.id))
}
