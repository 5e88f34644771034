import { Button } from '@taxi/ui/controls/button.tsx'
import LoaderCircle from 'lucide-solid/icons/loader-circle'
import { Show } from 'solid-js'
import type { Desk } from './desk.ts'
import { useDeskWords } from './words/words.tsx'

/** Over the last picture while the line is being mended. */
export function Veil(props: { desk: Desk }) {
  const words = useDeskWords()
  const state = props.desk.state
  return (
    <div class="fixed inset-0 grid animate-appear place-items-center bg-[rgb(19_20_22/55%)] p-4">
      <section role="alert" class="w-full max-w-sm rounded-card border border-line bg-card p-5 shadow-raised">
        <h2 class="flex items-center gap-2 font-bold">
          <LoaderCircle size={18} class="animate-spin text-quiet" aria-hidden="true" />
          {words().lost}
        </h2>
        <p class="mt-2 text-sm text-quiet">{words().lostSafe}</p>
        <Show when={state.tries > 1 && state.trouble}>
          {trouble => <p class="mt-2 text-sm">{words().trouble[trouble()]}</p>}
        </Show>
        <Show when={state.tries > 1}>
          <Button class="mt-4" onClick={() => props.desk.retry()}>
            {words().connectNow}
          </Button>
        </Show>
      </section>
    </div>
  )
}
