import type { SessionView } from '@taxi/contract/sessions.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import ArrowRightLeft from 'lucide-solid/icons/arrow-right-left'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import { createSignal, Show } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { Menu, MenuItem } from '../controls/menu.tsx'
import { StateMark } from '../controls/state-mark.tsx'
import { HandOverDialog } from '../hands/hand-over-dialog.tsx'
import { ReleaseDialog } from '../hands/release-dialog.tsx'
import type { Words } from '../words/en.ts'
import { clockTime, minutesUntil } from '../words/times.ts'
import { useLocale, useWords } from '../words/words.tsx'
import type { Commands } from './commands.ts'
import { sessionLine } from './session-line.ts'
import { whyNotSession } from './why-not.ts'

/** The person's own running session: how long it still lasts, and what can be done with it. */
export function SessionCard(props: {
  session: SessionView
  /** Where it runs; not known while the board is on its way. */
  slot: SlotView | undefined
  now: Date
  commands: Commands
  away: string | null
}) {
  const words = useWords()
  const locale = useLocale()
  const [asking, setAsking] = createSignal<'release' | 'hand-over' | null>(null)
  const left = () => minutesUntil(props.session.ends_at, props.now)
  const busy = () => props.commands.isRunning(props.session.slot_id)
  const why = (verb: keyof SessionView['may']) =>
    props.away ??
    whyNotSession(props.session.may[verb], words(), locale(), { session: props.session, slot: props.slot })
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
        <Button busy={busy()} whyNot={why('release')} onClick={() => setAsking('release')}>
          {words().do.release}
        </Button>
        <Menu label={`${words().do.more}: ${props.session.slot_name}`} face={<Ellipsis size={16} />}>
          {close => (
            <MenuItem
              icon={<ArrowRightLeft size={16} />}
              whyNot={why('hand_over')}
              onChoose={() => {
                close()
                setAsking('hand-over')
              }}
            >
              {words().hands.handOver}
            </MenuItem>
          )}
        </Menu>
      </div>
      <Show when={why('extend') && !props.away}>
        <p class="pt-2 text-xs text-quiet">{why('extend')}</p>
      </Show>
      <ReleaseDialog
        session={props.session}
        open={asking() === 'release'}
        onClose={() => setAsking(null)}
        onRelease={whenDone => props.commands.release(props.session, whenDone)}
      />
      <HandOverDialog
        session={props.session}
        open={asking() === 'hand-over'}
        colleagues={props.commands.colleagues}
        onClose={() => setAsking(null)}
        onHandOver={to => props.commands.handOver(props.session, to)}
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
