import type { DumpState } from '@taxi/contract/dumps.ts'
import { clockTime } from '@taxi/ui/words/times.ts'
import { Match, Show, Switch } from 'solid-js'
import { Card } from './card.tsx'
import type { Desk } from './desk.ts'
import { type Ending, isElsewhere, isEndReason, mayComeAgain } from './ending.ts'
import { useDeskWords } from './words/words.tsx'

/** The last page of a desk: how it ended, where the work is, and a way on. */
export function EndingPage(props: { desk: Desk }) {
  const words = useDeskWords()
  const state = props.desk.state
  const ending = () => state.ending as Ending
  /** Left to finish: neither is the slot free, nor is there a dump to look at. */
  const worksUntil = () => (isEndReason(ending()) ? state.session?.working_until : null)
  const dump = () => (isEndReason(ending()) && !worksUntil() ? state.session?.dump : null)
  const endedBy = () => (ending() === 'kicked' ? state.session?.ended_by : null)
  const how = (dumpState: DumpState) => {
    if (dumpState === 'delivered') return words().dump.sent
    return dumpState === 'ready' || dumpState === 'kept' ? words().dump.ready : words().dump.coming
  }
  return (
    <Card title={words().ending[ending()].title}>
      <p class="mt-2">
        <Switch fallback={words().ending[ending()].says}>
          <Match when={worksUntil()}>{until => words().worksOn(clockTime(until(), state.locale))}</Match>
          <Match when={endedBy()}>{name => words().endedBy(name())}</Match>
        </Switch>
      </p>
      <Show when={isEndReason(ending()) && state.session?.end_note}>
        {note => <blockquote class="mt-2 border-line border-l-2 pl-3">{note()}</blockquote>}
      </Show>
      <Show when={isEndReason(ending())}>
        <p class="mt-2 text-sm text-quiet" role="status">
          <Show when={!worksUntil()} fallback={words().comesWhenDone}>
            {words().comesToYou} <Show when={dump()}>{known => how(known().state)}</Show>
          </Show>
        </p>
      </Show>
      <div class="mt-6 flex flex-wrap gap-2">
        <Show when={isElsewhere(ending())}>
          <button type="button" class={MAIN} onClick={() => props.desk.takeOver()}>
            {words().useHere}
          </button>
        </Show>
        <Show when={mayComeAgain(ending()) && !worksUntil() && state.session}>
          {session => (
            <a class={MAIN} href={`/app/?q=${encodeURIComponent(session().slot_name)}`}>
              {words().again}
            </a>
          )}
        </Show>
        <Show when={dump()}>
          {known => (
            <a class={PLAIN} href={`/app/dumps/${known().id}`}>
              {words().seeDump}
            </a>
          )}
        </Show>
        <a class={isElsewhere(ending()) || mayComeAgain(ending()) ? PLAIN : MAIN} href="/app/">
          {words().toBoard}
        </a>
      </div>
    </Card>
  )
}

const LINK = 'inline-flex h-10 items-center rounded-control px-4 font-medium transition-colors duration-150'
const MAIN = `${LINK} bg-taxi text-on-taxi hover:bg-taxi-pressed`
const PLAIN = `${LINK} border border-edge text-ink hover:bg-hover`
