import { For, Show } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { troubleOf } from '../words/refusal-text.ts'
import { useLocale, useWords } from '../words/words.tsx'

/** Grey cards while the first list is on its way; they appear late, so that a quick answer never flickers. */
export function BoardSkeleton(props: { trouble: unknown }) {
  const words = useWords()
  const locale = useLocale()
  return (
    <Show
      when={props.trouble}
      fallback={
        <div class="grid animate-late gap-2" role="status" aria-label={words().form.loading}>
          <For each={[1, 2, 3, 4]}>{() => <div class="h-14 rounded-card bg-hover" />}</For>
        </div>
      }
    >
      {trouble => {
        const says = () => troubleOf(trouble(), words(), locale())
        return (
          <div role="alert" class="rounded-card border border-line bg-card p-4 text-sm">
            <p>{says().text}</p>
            <Show when={says().id}>{id => <p class="mt-1 text-xs text-quiet">{words().line.errorId(id())}</p>}</Show>
          </div>
        )
      }}
    </Show>
  )
}

export function EmptyBoard() {
  const words = useWords()
  return (
    <div class="py-8 text-center text-sm">
      <p class="font-medium">{words().board.empty}</p>
      <p class="mt-1 text-quiet">{words().board.emptyNext}</p>
    </div>
  )
}

export function NothingFound(props: { search: string; onClear: () => void }) {
  const words = useWords()
  return (
    <div class="flex flex-col items-center gap-3 py-8 text-center text-sm">
      <p>{words().board.nothingFound(props.search)}</p>
      <Button onClick={props.onClear}>{words().board.clearSearch}</Button>
    </div>
  )
}
