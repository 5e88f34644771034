import type { Calendar } from '@taxi/contract/bookings.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import type { Block } from '@taxi/ui/bookings/blocks.ts'
import { BookingForm } from '@taxi/ui/bookings/booking-form.tsx'
import { longestOf } from '@taxi/ui/bookings/bounds.ts'
import { minutesOf, overlap, type Span } from '@taxi/ui/bookings/span.ts'
import { chosenWish, spanOfWish, type Wish } from '@taxi/ui/bookings/wish.ts'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, Show } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'

export interface BookChosenProps {
  /** What was chosen in the week; null while nothing is. */
  span: Span | null
  week: Calendar
  slots: SlotView[]
  blocks: Block[]
  /** The fields were changed: the week shows it. */
  onChange: (span: Span) => void
  onClose: () => void
}

/** Asks what else there is to know about the time that was chosen, and books it. */
export function BookChosen(props: BookChosenProps) {
  const words = useWords()
  const bookable = () => props.slots.filter(slot => slot.may.book === true)
  const title = () => {
    const [only, ...others] = bookable()
    return only && others.length === 0 ? words().bookings.bookSlot(only.name) : words().bookings.bookSome
  }
  return (
    <Dialog open={props.span !== null && bookable().length > 0} title={title()} onClose={props.onClose}>
      <Show when={props.span}>{span => <Form {...props} span={span()} slots={bookable()} />}</Show>
    </Dialog>
  )
}

function Form(props: BookChosenProps & { span: Span }) {
  const words = useWords()
  const { live, bookings, now } = useLive()
  const first = firstFree(props.slots, props.blocks, props.span)
  const blank = { slot_id: first?.id ?? '', date: '', start_time: '', duration_min: 0, weeks: 1 }
  const [wish, setWish] = createSignal<Wish>(chosenWish(blank, props.span, minutesOf(props.span, props.week)))
  const slot = () => props.slots.find(one => one.id === wish().slot_id)
  function change(part: Partial<Wish>) {
    setWish(old => ({ ...old, ...part }))
    props.onChange(spanOfWish(wish()))
  }
  return (
    <BookingForm
      wish={wish()}
      week={props.week}
      slots={props.slots}
      longest={longestOf(slot()?.kind ?? 'account')}
      now={now()}
      bookings={bookings}
      away={live.state.line === 'offline' ? words().line.unreachable : null}
      onChange={change}
      onClose={props.onClose}
    />
  )
}

/** The first slot with nothing at that time; any when there is none, to be refused in words. */
function firstFree(slots: SlotView[], blocks: Block[], span: Span): SlotView | undefined {
  const taken = new Set(blocks.filter(block => overlap(block, span)).map(block => block.slotId))
  return slots.find(slot => !taken.has(slot.id)) ?? slots[0]
}
