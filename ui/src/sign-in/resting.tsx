import Hourglass from 'lucide-solid/icons/hourglass'
import { createEffect, createMemo, Show } from 'solid-js'
import { createClock } from '../live/clock.ts'
import { useWords } from '../words/words.tsx'
import { countdownText } from './countdown-text.ts'

/** Why nothing more is let through, and how long still. Says once when it is over. */
export function Resting(props: { until: number; onOver: () => void }) {
  const words = useWords()
  const now = createClock(500)
  const left = createMemo(() => Math.max(0, Math.ceil((props.until - now().getTime()) / 1000)))
  createEffect(() => {
    if (left() === 0) props.onOver()
  })
  return (
    <div class="flex gap-3 rounded-card border border-edge bg-paper p-3 text-sm" role="alert" data-resting>
      <Hourglass size={18} class="mt-0.5 shrink-0 text-waiting" aria-hidden="true" />
      <div class="min-w-0">
        <p class="font-medium">{words().ways.resting}</p>
        <p class="text-quiet">{words().ways.restingSays}</p>
        <Show when={left() > 0}>
          {/* Told to screen readers with the rest above, not every second. */}
          <p class="mt-1 font-medium" aria-live="off">
            {words().ways.restingLeft(countdownText(left()))}
          </p>
        </Show>
      </div>
    </div>
  )
}
