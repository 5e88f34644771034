import { useSearchParams } from '@solidjs/router'
import type { Calendar } from '@taxi/contract/bookings.ts'
import { openWeek } from '@taxi/ui/bookings/open-week.ts'
import { OwnBookingsList } from '@taxi/ui/bookings/own-bookings-list.tsx'
import { WeekSwitch } from '@taxi/ui/bookings/week-switch.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { For } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { Loaded } from '../frame/loaded.tsx'
import { Empty, RoomHead } from '../frame/room-head.tsx'
import { CalendarWeek } from './calendar-week.tsx'

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
            <CalendarWeek week={week()} slotId={address.slot} />
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
