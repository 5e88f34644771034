import type { AdminSlotView } from '@taxi/contract/slots.ts'
import { Tick } from '@taxi/ui/controls/field.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'

/** What is allowed at a slot, each yes or no. */
export function SlotSwitches(props: { slot: AdminSlotView | null }) {
  const words = useWords()
  return (
    <div class="grid gap-3 sm:col-span-2">
      <Tick
        label={words().slots.mayTakeOver}
        hint={words().slots.mayTakeOverHint}
        name="may_take_over"
        checked={props.slot?.may_take_over ?? false}
      />
      <Tick
        label={words().slots.clipboardIn}
        hint={words().slots.clipboardInHint}
        name="clipboard_in"
        checked={props.slot?.clipboard_in ?? true}
      />
      <Tick
        label={words().slots.clipboardOut}
        hint={words().slots.clipboardOutHint}
        name="clipboard_out"
        checked={props.slot?.clipboard_out ?? true}
      />
      <Tick
        label={words().slots.recorded}
        hint={words().slots.recordedHint}
        name="is_recorded"
        checked={props.slot?.is_recorded ?? false}
      />
    </div>
  )
}
