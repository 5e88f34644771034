import { Button } from '@taxi/ui/controls/button.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { For, type JSX, Show } from 'solid-js'
import type { Load } from './load.ts'

/** Shows what was loaded, or grey lines, or what went wrong with a way to try again. */
export function Loaded<T>(props: {
  load: Pick<Load<T>, 'value' | 'trouble' | 'reload'>
  children: (value: () => T) => JSX.Element
}) {
  const words = useWords()
  return (
    <Show
      when={props.load.value() !== null}
      fallback={
        <Show when={props.load.trouble()} fallback={<Skeleton />}>
          <div class="flex flex-col items-start gap-3 rounded-card border border-line bg-card p-5">
            <h2 class="font-bold">{words().form.problem}</h2>
            <FormTrouble trouble={props.load.trouble()} />
            <Button onClick={() => void props.load.reload()}>{words().do.retry}</Button>
          </div>
        </Show>
      }
    >
      {props.children(() => props.load.value() as T)}
    </Show>
  )
}

/** Appears late, so that a quick answer never flickers. */
function Skeleton() {
  const words = useWords()
  return (
    <div class="grid animate-late gap-2" role="status" aria-label={words().form.loading}>
      <For each={[1, 2, 3, 4, 5]}>{() => <div class="h-12 rounded-control bg-hover" />}</For>
    </div>
  )
}
