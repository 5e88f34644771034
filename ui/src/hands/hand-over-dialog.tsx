import type { SessionView } from '@taxi/contract/sessions.ts'
import { createMemo, createResource, createSignal, For, Show } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { Field } from '../controls/field.tsx'
import { FormTrouble } from '../controls/form-trouble.tsx'
import { useWords } from '../words/words.tsx'
import type { Colleague } from './hand-commands.ts'

interface HandOverProps {
  session: Pick<SessionView, 'slot_name'>
  colleagues: () => Promise<Colleague[]>
  onClose: () => void
  onHandOver: (to: Colleague) => void
}

/** Asks to whom the person’s slot goes, its tabs with it. */
export function HandOverDialog(props: HandOverProps & { open: boolean }) {
  const words = useWords()
  return (
    <Dialog open={props.open} title={words().hands.title(props.session.slot_name)} onClose={props.onClose}>
      <Picker {...props} />
    </Dialog>
  )
}

function Picker(props: HandOverProps) {
  const words = useWords()
  const [colleagues] = createResource(() => props.colleagues())
  const [typed, setTyped] = createSignal('')
  const [chosen, setChosen] = createSignal<Colleague | null>(null)
  const everybody = () => (colleagues.error ? [] : (colleagues.latest ?? []))
  const found = createMemo(() =>
    everybody().filter(({ name }) => name.toLowerCase().includes(typed().trim().toLowerCase())),
  )
  const empty = () => (everybody().length > 0 ? words().hands.toNobody : words().hands.alone)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        const to = chosen()
        if (!to) return
        props.onClose()
        props.onHandOver(to)
      }}
    >
      <p class="mb-4 text-sm text-quiet">{words().hands.says}</p>
      <Field
        label={words().hands.to}
        type="search"
        value={typed()}
        autofocus
        onInput={event => {
          setTyped(event.currentTarget.value)
          const [only, ...others] = found()
          setChosen(only && others.length === 0 ? only : null)
        }}
      />
      <div
        class="mt-2 max-h-52 overflow-y-auto rounded-control border border-line"
        role="radiogroup"
        aria-label={words().hands.to}
      >
        <For each={found()}>
          {person => (
            <label class="flex h-9 items-center gap-2 px-3 text-sm hover:bg-hover has-checked:bg-hover has-checked:font-medium">
              <input
                type="radio"
                name="to"
                class="accent-ink"
                checked={chosen()?.id === person.id}
                onChange={() => setChosen(person)}
              />
              <span class="truncate">{person.name}</span>
            </label>
          )}
        </For>
        <Show when={colleagues.state === 'ready' && found().length === 0}>
          <p class="px-3 py-2 text-sm text-quiet">{empty()}</p>
        </Show>
      </div>
      <Show when={colleagues.error}>
        <div class="mt-3">
          <FormTrouble trouble={colleagues.error} />
        </div>
      </Show>
      <div class="mt-5 flex justify-end gap-2">
        <Button onClick={props.onClose}>{words().do.cancel}</Button>
        <Button type="submit" look="main" whyNot={chosen() ? null : words().hands.toWhom}>
          {words().hands.go}
        </Button>
      </div>
    </form>
  )
}
