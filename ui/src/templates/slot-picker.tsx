import type { SlotView } from '@taxi/contract/slots.ts'
import { For, Show } from 'solid-js'
import { useWords } from '../words/words.tsx'

/** A template holds so many slots at most. */
const MOST = 10

/** The slots of a template, numbered in the order they were chosen. */
export function SlotPicker(props: {
  board: readonly SlotView[]
  chosen: string[]
  onChange: (slotIds: string[]) => void
}) {
  const words = useWords()
  /** What is switched off is offered only where it can be taken out again. */
  const offered = () => props.board.filter(slot => slot.state !== 'off' || props.chosen.includes(slot.id))
  const place = (id: string) => props.chosen.indexOf(id) + 1
  const toggle = (id: string, is: boolean) =>
    props.onChange(is ? [...props.chosen, id] : props.chosen.filter(other => other !== id))
  return (
    <fieldset>
      <legend class="text-sm font-medium">{words().templates.slots}</legend>
      <p class="mb-1.5 text-xs text-quiet">{words().templates.slotsHint}</p>
      <div class="max-h-37 overflow-y-auto rounded-control border border-edge">
        <For each={offered()}>
          {slot => (
            <label class="flex h-9 items-center gap-2 px-3 text-sm hover:bg-hover">
              <input
                type="checkbox"
                class="size-4 shrink-0 accent-ink"
                checked={place(slot.id) > 0}
                disabled={place(slot.id) === 0 && props.chosen.length >= MOST}
                onChange={event => toggle(slot.id, event.currentTarget.checked)}
              />
              <span class="min-w-0 flex-1 truncate">{slot.name}</span>
              <Show when={place(slot.id) > 0}>
                <span class="inline-flex size-5 items-center justify-center rounded-full bg-hover text-xs font-medium">
                  {place(slot.id)}
                </span>
              </Show>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  )
}
