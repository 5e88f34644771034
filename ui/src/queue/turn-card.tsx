import type { OfferView } from '@taxi/contract/queue.ts'
import type { Commands } from '../board/commands.ts'
import { whyNotSession } from '../board/why-not.ts'
import { Button } from '../controls/button.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { CountdownRing } from './countdown-ring.tsx'

export interface TurnCardProps {
  turn: OfferView
  seconds: number
  commands: Commands
  /** The server is away: nothing can be pressed, and this says so. */
  away: string | null
}

/** A slot kept for the person: how long still, and what to answer. */
export function TurnCard(props: TurnCardProps) {
  const words = useWords()
  const locale = useLocale()
  const busy = () => props.commands.isRunning(props.turn.slot_id)
  const why = (verb: keyof OfferView['may']) => props.away ?? whyNotSession(props.turn.may[verb], words(), locale())
  return (
    <section
      aria-label={`${words().queue.turn}: ${props.turn.slot_name}`}
      data-turn={props.turn.slot_id}
      class="animate-settle rounded-card border-2 border-taxi bg-card p-3 shadow-raised"
    >
      <div class="flex items-center gap-3">
        <div class="min-w-0 flex-1">
          <p class="text-xs font-medium text-mine">{words().queue.turn}</p>
          <h2 class="truncate text-lg font-bold" title={props.turn.slot_name}>
            {props.turn.slot_name}
          </h2>
          <p class="mt-0.5 text-xs text-quiet">{words().queue.turnSays}</p>
        </div>
        <CountdownRing seconds={props.seconds} label={words().queue.seconds(props.seconds)} />
      </div>
      <div class="mt-3 flex gap-2">
        <Button
          look="main"
          class="flex-1"
          busy={busy()}
          whyNot={why('take')}
          onClick={() => props.commands.takeTurn(props.turn)}
        >
          {words().queue.take}
        </Button>
        <Button
          busy={busy()}
          whyNot={why('pass')}
          title={words().queue.passSays}
          onClick={() => props.commands.passTurn(props.turn)}
        >
          {words().queue.pass}
        </Button>
        <Button
          busy={busy()}
          whyNot={why('later')}
          title={words().queue.laterSays}
          onClick={() => props.commands.postponeTurn(props.turn)}
        >
          {words().queue.later}
        </Button>
      </div>
    </section>
  )
}
