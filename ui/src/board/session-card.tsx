import type { SessionView } from '@taxi/contract/sessions.ts'
import { createSignal, Show } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { Confirm } from '../controls/confirm.tsx'
import { StateMark } from '../controls/state-mark.tsx'
import type { Words } from '../words/en.ts'
import { clockTime, minutesUntil } from '../words/times.ts'
import { useLocale, useWords } from '../words/words.tsx'
import type { Commands } from './commands.ts'
import { sessionLine } from './session-line.ts'
import { whyNotSession } from './why-not.ts'

/** The person's own running session: how long it still lasts, and what can be done with it. */
export function SessionCard(props: { session: SessionView; now: Date; commands: Commands; away: string | null }) {
  const words = useWords()
  const locale = useLocale()
  const [asking, setAsking] = createSignal(false)
  const left = () => minutesUntil(props.session.ends_at, props.now)
  const busy = () => props.commands.isRunning(props.session.slot_id)
  const why = (verb: keyof SessionView['may']) =>
    props.away ?? whyNotSession(props.session.may[verb], words(), locale())
  return (
    <section
      aria-label={`${words().session.mine}: ${props.session.slot_name}`}
      data-session={props.session.id}
      data-slot={props.session.slot_id}
      data-state={props.session.state}
      class="animate-settle rounded-card border-2 border-taxi bg-card p-3"
    >
      <div class="flex items-start gap-3">
        <div class="min-w-0 flex-1">
          <p class="text-xs text-quiet">{words().session.mine}</p>
          <h2 class="truncate text-lg font-bold" title={props.session.slot_name}>
            {props.session.slot_name}
          </h2>
          <p class="mt-0.5 flex items-start gap-1.5 text-xs text-quiet">
            <span class="pt-0.5">
              <StateMark state="mine" />
            </span>
            {sessionLine(props.session, props.now, words(), locale())}
          </p>
        </div>
        <BigMinutes left={left()} until={clockTime(props.session.ends_at, locale())} words={words()} />
      </div>
      <div class="mt-3 flex gap-2">
        <Button
          look="main"
          class="flex-1"
          data-card-main
          busy={busy()}
          whyNot={why('open')}
          onClick={() => props.commands.open(props.session)}
        >
          {words().do.open}
        </Button>
        <Button busy={busy()} whyNot={why('extend')} onClick={() => props.commands.extend(props.session)}>
          {words().do.extend}
        </Button>
        <Button busy={busy()} whyNot={why('release')} onClick={() => setAsking(true)}>
          {words().do.release}
        </Button>
      </div>
      <Show when={why('extend') && !props.away}>
        <p class="pt-2 text-xs text-quiet">{why('extend')}</p>
      </Show>
      <Confirm
        open={asking()}
        title={words().session.releaseAsk(props.session.slot_name)}
        says={words().session.releaseSays}
        verb={words().do.release}
        onClose={() => setAsking(false)}
        onYes={() => props.commands.release(props.session)}
      />
    </section>
  )
}

function BigMinutes(props: { left: number; until: string; words: Words }) {
  return (
    <p class="shrink-0 text-right">
      <span class={`block text-xl font-bold ${props.left <= 5 ? 'text-sick' : ''}`}>{props.left}</span>
      <span class="block text-xs text-quiet">{props.words.time.bigUnit(props.left)}</span>
      <span class="block text-xs text-quiet">{props.words.time.until(props.until)}</span>
    </p>
  )
}
