import type { AskAnswer, AskView } from '@taxi/contract/asks.ts'
import { AskCard } from '@taxi/ui/asks/ask-card.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { createClock } from '@taxi/ui/live/clock.ts'
import { isOpen } from '@taxi/ui/live/own-asks.ts'
import { secondsLeft } from '@taxi/ui/queue/open-turns.ts'
import { createSignal, Show } from 'solid-js'
import type { Desk } from './desk.ts'

const SECOND_MS = 1_000

/** Somebody asks for the slot while its person works: in a corner, so that typing goes on undisturbed. */
export function DeskAsk(props: { desk: Desk; onAnswered: () => void }) {
  return <Show when={props.desk.state.ask}>{ask => <Ticking {...props} ask={ask()} />}</Show>
}

function Ticking(props: { desk: Desk; ask: AskView; onAnswered: () => void }) {
  const now = createClock(SECOND_MS)
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal<unknown>(null)
  async function answer(answer: AskAnswer) {
    setBusy(true)
    await props.desk
      .answerAsk(answer)
      .catch(setTrouble)
      .finally(() => setBusy(false))
    props.onAnswered()
  }
  return (
    <Show when={isOpen(props.ask, now())}>
      <div class="fixed top-13 right-3 w-[min(400px,calc(100%-24px))] text-sm text-ink" aria-live="polite">
        <AskCard
          ask={props.ask}
          seconds={secondsLeft(props.ask, now())}
          busy={busy()}
          away={null}
          onAnswer={choice => void answer(choice)}
        />
        <Show when={trouble()}>
          <div class="mt-2 rounded-card border border-line bg-card px-3 py-2 shadow-raised">
            <FormTrouble trouble={trouble()} />
          </div>
        </Show>
      </div>
    </Show>
  )
}
