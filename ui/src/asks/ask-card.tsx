import type { AskAnswer, AskView } from '@taxi/contract/asks.ts'
import { For } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { CountdownRing } from '../queue/countdown-ring.tsx'
import { useWords } from '../words/words.tsx'

/** A request waits this long for its answer. */
const WHOLE_SECONDS = 180
const answers = ['now', 'soon', 'no'] as const satisfies AskAnswer[]

export interface AskCardProps {
  ask: AskView
  seconds: number
  busy: boolean
  /** The server is away: nothing can be pressed, and this says so. */
  away: string | null
  onAnswer: (answer: AskAnswer) => void
}

/** Somebody asks the person for their slot: who, for how long, and three answers. */
export function AskCard(props: AskCardProps) {
  const words = useWords()
  return (
    <section
      aria-label={words().asks.noticeTitle(props.ask.from.name, props.ask.slot_name)}
      data-ask={props.ask.slot_id}
      class="animate-settle rounded-card border-2 border-waiting bg-card p-3 shadow-raised"
    >
      <div class="flex items-center gap-3">
        <div class="min-w-0 flex-1">
          <h2 class="truncate text-lg font-bold">{words().asks.toMe(props.ask.from.name)}</h2>
          <p class="text-sm">{words().asks.forMinutes(props.ask.slot_name, words().time.minutes(props.ask.minutes))}</p>
          <p class="mt-0.5 text-xs text-quiet">{words().asks.toMeSays}</p>
        </div>
        <CountdownRing seconds={props.seconds} whole={WHOLE_SECONDS} label={words().asks.seconds(props.seconds)} />
      </div>
      <div class="mt-3 flex gap-2">
        <For each={answers}>
          {answer => (
            <Button class="flex-1" busy={props.busy} whyNot={props.away} onClick={() => props.onAnswer(answer)}>
              {words().asks.answers[answer]}
            </Button>
          )}
        </For>
      </div>
    </section>
  )
}
