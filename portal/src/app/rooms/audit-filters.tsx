import type { PersonView } from '@taxi/contract/people.ts'
import { Choice, Field } from '@taxi/ui/controls/field.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { For } from 'solid-js'
import type { AuditWish } from './audit-pages.ts'

/** Narrows the log. Everything it says stands in the address, to be sent to a colleague. */
export function AuditFilters(props: { wish: AuditWish; people: PersonView[]; onChange: (change: AuditWish) => void }) {
  const words = useWords()
  const families = () => Object.entries(words().audit.families)
  return (
    <div class="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-[1fr_176px_176px_152px_152px]">
      <div class="col-span-2 lg:col-span-1">
        <Field
          label={words().audit.search}
          type="search"
          value={props.wish.q ?? ''}
          maxLength={100}
          onInput={event => props.onChange({ q: event.currentTarget.value })}
        />
      </div>
      <Choice label={words().audit.kind} onChange={event => props.onChange({ action: event.currentTarget.value })}>
        <option value="">{words().audit.everything}</option>
        <For each={families()}>
          {([action, says]) => (
            <option value={action} selected={props.wish.action === action}>
              {says}
            </option>
          )}
        </For>
      </Choice>
      <Choice label={words().audit.person} onChange={event => props.onChange({ person: event.currentTarget.value })}>
        <option value="">{words().audit.everybody}</option>
        <For each={props.people}>
          {person => (
            <option value={person.id} selected={props.wish.person === person.id}>
              {person.name}
            </option>
          )}
        </For>
      </Choice>
      <Field
        label={words().audit.from}
        type="date"
        value={props.wish.from ?? ''}
        max={props.wish.to}
        onChange={event => props.onChange({ from: event.currentTarget.value })}
      />
      <Field
        label={words().audit.to}
        type="date"
        value={props.wish.to ?? ''}
        min={props.wish.from}
        onChange={event => props.onChange({ to: event.currentTarget.value })}
      />
    </div>
  )
}
