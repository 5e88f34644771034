import { Match, Show, Switch } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { StateMark } from '../controls/state-mark.tsx'
import { clockOrDay } from '../words/times.ts'
import { useLocale, useWords } from '../words/words.tsx'
import type { Live } from './live.ts'

/** How far what is shown can be trusted, and what to do when it cannot. */
export function LineFooter(props: { live: Live; now: Date }) {
  const words = useWords()
  const locale = useLocale()
  const state = props.live.state
  return (
    <footer
      class="flex min-h-9 items-center gap-2 border-line border-t bg-card px-3 py-1.5 text-xs text-quiet"
      aria-live="polite"
      data-line={state.line}
    >
      <Switch>
        <Match when={state.line === 'online'}>
          <StateMark state="free" />
          {words().line.online}
        </Match>
        <Match when={state.line === 'connecting'}>
          <StateMark state="closing" />
          {words().line.connecting}
        </Match>
        <Match when={state.line === 'reconnecting'}>
          <StateMark state="held" />
          {words().line.reconnecting}
        </Match>
        <Match when={state.line === 'offline'}>
          <StateMark state="sick" />
          <p class="min-w-0 flex-1">
            <span class="font-medium text-ink">{words().line.offline}</span>
            <Show when={state.asOf}>{asOf => `, ${words().line.asOf(clockOrDay(asOf(), props.now, locale()))}`}</Show>
            <span class="block">{words().line.offlineSafe}</span>
          </p>
          <Button onClick={() => void props.live.retry()}>{words().do.retry}</Button>
        </Match>
      </Switch>
    </footer>
  )
}
