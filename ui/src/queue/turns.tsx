import { createMemo, For, Show } from 'solid-js'
import type { Commands } from '../board/commands.ts'
import { createClock } from '../live/clock.ts'
import type { Live } from '../live/live.ts'
import { useWords } from '../words/words.tsx'
import { openTurns, secondsLeft } from './open-turns.ts'
import { TurnCard } from './turn-card.tsx'

const SECOND_MS = 1_000

/** The turns held for the person, on top of everything; each goes by itself when its time runs out. */
export function Turns(props: { live: Live; commands: Commands; class?: string }) {
  return (
    <Show when={props.live.state.queue.offers.length > 0}>
      <Ticking {...props} />
    </Show>
  )
}

/** The clock runs by the second only while there is something to count. */
function Ticking(props: { live: Live; commands: Commands; class?: string }) {
  const words = useWords()
  const now = createClock(SECOND_MS)
  const turns = createMemo(() => openTurns(props.live.state.queue.offers, now()))
  const away = () => (props.live.state.line === 'offline' ? words().line.unreachable : null)
  return (
    <Show when={turns().length > 0}>
      <div class={`flex flex-col gap-2 ${props.class ?? ''}`} aria-live="assertive">
        <For each={turns()}>
          {turn => <TurnCard turn={turn} seconds={secondsLeft(turn, now())} commands={props.commands} away={away()} />}
        </For>
      </div>
    </Show>
  )
}
