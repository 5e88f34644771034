import type { SignInView } from '@taxi/contract/safety.ts'
import { whenText } from '@taxi/ui/words/times.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { type JSX, Show } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { agentName } from './agent-name.ts'

/** One sign-in: with what, from where, when. What ends it stands beside it. */
export function SignInLine(props: { signIn: SignInView; children?: JSX.Element }) {
  const words = useWords()
  const locale = useLocale()
  const { now } = useLive()
  const with_ = () => {
    const known = agentName(props.signIn.agent)
    return known ? words().signIns.on(known.browser, known.system) : words().signIns.unknown
  }
  const when = (instant: string) => whenText(instant, now(), words(), locale())
  return (
    <li class="flex items-center gap-3 py-2.5" data-sign-in={props.signIn.id}>
      <div class="min-w-0 flex-1">
        <p class="text-sm font-medium" title={props.signIn.agent}>
          {with_()}
          <Show when={props.signIn.current}>
            <span class="font-normal text-quiet"> · {words().signIns.here}</span>
          </Show>
        </p>
        <p class="text-xs text-quiet">
          {words().signIns.way[props.signIn.way]}
          {' · '}
          <span class="break-all">{props.signIn.address}</span>
          {' · '}
          {words().signIns.seen(when(props.signIn.last_seen_at))}
        </p>
      </div>
      {props.children}
    </li>
  )
}
