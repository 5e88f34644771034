import type { SlotView } from '@taxi/contract/slots.ts'
import { createSignal, Show } from 'solid-js'
import { Dialog } from '../controls/dialog.tsx'
import { FormTrouble } from '../controls/form-trouble.tsx'
import { useWords } from '../words/words.tsx'
import { BookingSheet, type BookingSheetProps } from './booking-sheet.tsx'
import { openWeek } from './open-week.ts'

type Around = Omit<BookingSheetProps, 'slot' | 'week' | 'onFrom'>

/** Books one slot; `slot` is null while none is booked. */
export function BookingDialog(props: Around & { slot: SlotView | null }) {
  const words = useWords()
  return (
    <Dialog
      open={props.slot !== null}
      title={words().bookings.bookSlot(props.slot?.name ?? '')}
      wide={props.roomy}
      whole={!props.roomy}
      onClose={props.onClose}
    >
      <Show when={props.slot}>{slot => <Loading {...props} slot={slot()} />}</Show>
    </Dialog>
  )
}

function Loading(props: Around & { slot: SlotView }) {
  const [from, setFrom] = createSignal<string>()
  const { value: week, trouble } = openWeek(props.bookings, from)
  return (
    <Show when={week()} fallback={<FormTrouble trouble={trouble()} />}>
      {shown => <BookingSheet {...props} week={shown()} onFrom={setFrom} />}
    </Show>
  )
}
