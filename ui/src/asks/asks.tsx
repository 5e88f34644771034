import { createMemo, For, Show } from 'solid-js'
import type { Commands } from '../board/commands.ts'
import { createClock } from '../live/clock.ts'
import type { Live } from '../live/live.ts'
import { asksToMe } from '../live/own-asks.ts'
import { secondsLeft } from '../queue/open-turns.ts'
import { useWords } from '../words/words.tsx'
import { AskCard } from './ask-card.tsx'

const SECOND_MS = 1_000

/** Requests that wait for the person’s answer, on top of everything; each goes by itself when it has lapsed. */
export function Asks(props: { live: Live; commands: Commands; class?: string }) {
  return (
    <Show when={props.live.state.asks.some(ask => ask.to.mine && ask.state === 'open')}>
      <Ticking {...props} />
    </Show>
  )
}

/** The clock runs by the second only while there is something to count. */
function Ticking(props: { live: Live; commands: Commands; class?: string }) {
  const words = useWords()
  const now = createClock(SECOND_MS)
  const asks = createMemo(() => asksToMe(props.live.state.asks, now()))
  const away = () => (props.live.state.line === 'offline' ? words().line.unreachable : null)
  return (
    <Show when={asks().length > 0}>
      <div class={`flex flex-col gap-2 ${props.class ?? ''}`} aria-live="assertive">
        <For each={asks()}>
          {ask => (
            <AskCard
              ask={ask}
              seconds={secondsLeft(ask, now())}
              busy={props.commands.isRunning(ask.slot_id)}
              away={away()}
              onAnswer={answer => props.commands.answerAsk(ask, answer)}
            />
          )}
        </For>
      </div>
    </Show>
  )
}
