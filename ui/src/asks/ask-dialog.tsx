import type { SlotView } from '@taxi/contract/slots.ts'
import { createSignal, For } from 'solid-js'
import { Confirm } from '../controls/confirm.tsx'
import { useWords } from '../words/words.tsx'

const CHOICES = [10, 20, 30, 60] as const

/** Asks for somebody’s slot politely, and for how long. */
export function AskDialog(props: {
  slot: SlotView | null
  onClose: () => void
  onAsk: (slot: SlotView, minutes: number) => void
}) {
  const words = useWords()
  const [minutes, setMinutes] = createSignal<number>(CHOICES[0])
  const holder = () => props.slot?.holder?.name ?? words().board.somebody
  return (
    <Confirm
      open={props.slot !== null}
      title={words().asks.title(holder(), props.slot?.name ?? '')}
      says={words().asks.says(holder())}
      verb={words().asks.send}
      onClose={props.onClose}
      onYes={() => props.slot && props.onAsk(props.slot, minutes())}
    >
      <fieldset class="mt-4">
        <legend class="mb-1.5 text-sm font-medium">{words().asks.howLong}</legend>
        <div class="grid grid-cols-4 gap-2">
          <For each={CHOICES}>
            {choice => (
              <label class="flex h-9 items-center justify-center rounded-control border border-edge text-sm hover:bg-hover has-checked:border-2 has-checked:border-ink has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-offset-2">
                <input
                  type="radio"
                  name="minutes"
                  class="sr-only"
                  checked={minutes() === choice}
                  onChange={() => setMinutes(choice)}
                />
                {words().time.minutes(choice)}
              </label>
            )}
          </For>
        </div>
      </fieldset>
    </Confirm>
  )
}
