import { Show } from 'solid-js'
import { useDeskWords } from '../words/words.tsx'
import type { Lag } from './lag.ts'

/** One sentence at the lower edge while the picture comes late, so that nobody looks for the fault in themselves. */
export function LagNote(props: { unstable: boolean; lag: Lag }) {
  const words = useDeskWords()
  return (
    <Show when={props.unstable || props.lag.isBad}>
      <p
        role="status"
        class="pointer-events-none fixed bottom-3 left-1/2 -translate-x-1/2 animate-late rounded-card border border-line bg-card px-4 py-2 text-sm whitespace-nowrap text-quiet tabular-nums shadow-raised"
      >
        {words().unstable}
        <Show when={!props.unstable}>
          <span aria-hidden="true"> · {words().milliseconds(props.lag.ms)}</span>
        </Show>
      </p>
    </Show>
  )
}
