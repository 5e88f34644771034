import { createSignal } from 'solid-js'
import { useWords } from '../words/words.tsx'
import { Button } from './button.tsx'
import { Field } from './field.tsx'

/** A text to take along, with a button that copies it. */
export function CopyField(props: { label: string; value: string; hint?: string }) {
  const words = useWords()
  const [copied, setCopied] = createSignal(false)
  let field!: HTMLInputElement
  async function copy() {
    field.select()
    // The Clipboard API is missing on plain http; the selection can be copied there too.
    if (navigator.clipboard) await navigator.clipboard.writeText(props.value).catch(() => document.execCommand('copy'))
    else document.execCommand('copy')
    setCopied(true)
    setTimeout(() => setCopied(false), 2_000)
  }
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
      <Button size="large" class={props.hint ? 'mb-5' : ''} onClick={() => void copy()}>
        <span aria-live="polite">{copied() ? words().do.copied : words().do.copy}</span>
      </Button>
    </div>
  )
}
