import type { AskView } from '@taxi/contract/asks.ts'
import { Button } from '../controls/button.tsx'
import { clockTime } from '../words/times.ts'
import { useLocale, useWords } from '../words/words.tsx'

/** On a slot’s card: the person has asked for it, and until when an answer may come. */
export function OwnAsk(props: {
  ask: AskView
  busy: boolean
  away: string | null
  onWithdraw: (ask: AskView) => void
}) {
  const words = useWords()
  const locale = useLocale()
  return (
    <div class="mt-2 flex items-center justify-between gap-2 pl-10.5 text-xs text-waiting" data-asked>
      <p>{words().asks.waiting(props.ask.to.name, clockTime(props.ask.expires_at, locale()))}</p>
      <Button size="tiny" busy={props.busy} whyNot={props.away} onClick={() => props.onWithdraw(props.ask)}>
        {words().asks.withdraw}
      </Button>
    </div>
  )
}
