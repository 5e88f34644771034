import { Show } from 'solid-js'
import { troubleOf } from '../words/refusal-text.ts'
import { useLocale, useWords } from '../words/words.tsx'

/** What went wrong with a form, above its button. Nothing while nothing did. */
export function FormTrouble(props: { trouble: unknown }) {
  const words = useWords()
  const locale = useLocale()
  return (
    <Show when={props.trouble}>
      {trouble => {
        const says = () => troubleOf(trouble(), words(), locale())
        return (
          <p role="alert" class="text-sm text-sick">
            {says().text}
            <Show when={says().next}>{next => <span class="block text-quiet">{next()}</span>}</Show>
            <Show when={says().id}>{id => <span class="block text-xs">{words().line.errorId(id())}</span>}</Show>
          </p>
        )
      }}
    </Show>
  )
}
