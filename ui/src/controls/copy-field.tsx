import { CopyButton } from './copy-button.tsx'
import { Field } from './field.tsx'

/** A text to take along, with a button that copies it. */
export function CopyField(props: { label: string; value: string; hint?: string }) {
  let field!: HTMLInputElement
  return (
    <div class="flex items-end gap-2">
      <div class="min-w-0 flex-1">
        <Field
          ref={field}
          label={props.label}
          hint={props.hint}
          value={props.value}
          readOnly
          onFocus={event => event.currentTarget.select()}
        />
      </div>
      <CopyButton size="large" class={props.hint ? 'mb-5' : ''} text={props.value} select={() => field.select()} />
    </div>
  )
}
