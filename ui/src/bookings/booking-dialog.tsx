import type { SlotView } from '@taxi/contract/slots.ts'
import { createMemo, createSignal, Show } from 'solid-js'
import { Dialog } from '../controls/dialog.tsx'
import { FormTrouble } from '../controls/form-trouble.tsx'
import type { Live } from '../live/live.ts'
import { useWords } from '../words/words.tsx'
import type { Block } from './blocks.ts'
import { blocksOf } from './blocks.ts'
import { BookingForm } from './booking-form.tsx'
import { BookingOpened } from './booking-opened.tsx'
import type { Bookings } from './bookings.ts'
import { boundsOf, longestOf } from './bounds.ts'
import { firstFree } from './move-choice.ts'
import { openWeek } from './open-week.ts'
import { minutesOf, type Span } from './span.ts'
import { WeekCalendar } from './week-calendar.tsx'
import { WeekSwitch } from './week-switch.tsx'
import { chosenWish, spanOfWish, type Wish } from './wish.ts'

export interface BookingDialogProps {
  /** The slot to book; null while nothing is booked. */
  slot: SlotView | null
  bookings: Bookings
  live: Live
  now: Date
  away: string | null
  roomy?: boolean
  onClose: () => void
}

/** Books one slot: its week to drag over, and the same as fields. */
export function BookingDialog(props: BookingDialogProps) {
  const words = useWords()
  return (
    <Dialog
      open={props.slot !== null}
      title={words().bookings.bookSlot(props.slot?.name ?? '')}
      wide={props.roomy}
      whole={!props.roomy}
      onClose={props.onClose}
    >
      <Show when={props.slot}>{slot => <Sheet {...props} slot={slot()} />}</Show>
    </Dialog>
  )
}

function Sheet(props: BookingDialogProps & { slot: SlotView }) {
  const [from, setFrom] = createSignal<string>()
  const [chosen, setChosen] = createSignal<Wish | null>(null)
  const [opened, setOpened] = createSignal<Block | null>(null)
  const { value: week, trouble } = openWeek(props.bookings, from)
  const slots = createMemo(() => props.live.state.slots.filter(slot => slot.id === props.slot.id))
  const longest = () => longestOf(props.slot.kind)
  let form!: HTMLFormElement
  return (
    <Show when={week()} fallback={<FormTrouble trouble={trouble()} />}>
      {shown => {
        const blocks = createMemo(() => blocksOf(shown(), slots(), props.now))
        const bounds = createMemo(() => boundsOf(shown(), props.now, longest(), blocks()))
        const wish = () => chosen() ?? firstWish()
        const firstWish = createMemo(() => {
          const free = firstFree({ days: shown().days.map(day => day.date), boundsOf: bounds() })
          const span = free ?? { date: shown().from, from: 0, to: 60 }
          return chosenWish(blankWish(props.slot.id), span, minutesOf(span, shown()))
        })
        const choose = (span: Span) => setChosen(chosenWish(wish(), span, minutesOf(span, shown())))
        return (
          <div class="flex flex-col gap-3">
            <WeekSwitch week={shown()} now={props.now} onChange={setFrom} />
            <div>
              <WeekCalendar
                week={shown()}
                blocks={blocks()}
                boundsOf={bounds()}
                now={props.now}
                choice={spanOfWish(wish())}
                onChoose={choose}
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
              week={shown()}
              slots={[props.slot]}
              longest={longest()}
              now={props.now}
              bookings={props.bookings}
              away={props.away}
              onChange={change => setChosen({ ...wish(), ...change })}
              onClose={props.onClose}
            />
            <BookingOpened block={opened()} bookings={props.bookings} onClose={() => setOpened(null)} />
          </div>
        )
      }}
    </Show>
  )
}

const blankWish = (slot_id: string): Wish => ({ slot_id, date: '', start_time: '', duration_min: 0, weeks: 1 })
