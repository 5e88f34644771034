import { useSearchParams } from '@solidjs/router'
import type { SessionView } from '@taxi/contract/sessions.ts'
import { StateMark } from '@taxi/ui/controls/state-mark.tsx'
import { whenText } from '@taxi/ui/words/times.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { For, Show } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { Empty, RoomHead } from '../frame/room-head.tsx'
import { ChatSearch } from './chat-search.tsx'
import { DumpSummary } from './dump-summary.tsx'

/** The person's sessions, newest first, with what each of them left. */
export function SessionsRoom() {
  const words = useWords()
  const { live } = useLive()
  return (
    <>
      <RoomHead title={words().room.sessions}>
        <ChatSearch />
      </RoomHead>
      <Show when={live.state.loaded}>
        <Show
          when={live.state.sessions.length > 0}
          fallback={<Empty says={words().history.empty} next={words().history.emptyNext} />}
        >
          <ul class="flex flex-col gap-3">
            <For each={live.state.sessions}>{session => <SessionItem session={session} />}</For>
          </ul>
        </Show>
      </Show>
    </>
  )
}

function SessionItem(props: { session: SessionView }) {
  const words = useWords()
  const locale = useLocale()
  const { now } = useLive()
  const [address] = useSearchParams<{ session?: string }>()
  const end = () => (props.session.end_reason ? words().session.end[props.session.end_reason] : words().session.running)
  return (
    <li class="rounded-card border border-line bg-card p-4" data-session={props.session.id}>
      <div class="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 class="flex items-center gap-2 font-bold">
          <StateMark state={props.session.ended_at ? 'off' : 'mine'} />
          {props.session.slot_name}
        </h2>
        <p class="text-sm text-quiet">
          {whenText(props.session.started_at, now(), words(), locale())}
          {' · '}
          {words().time.minutes(lastedMinutes(props.session, now()))}
          {' · '}
          {end()}
          <Show when={props.session.end_reason === 'kicked' && props.session.ended_by}>{by => `: ${by()}`}</Show>
        </p>
      </div>
      <Show when={props.session.end_note}>
        {note => <blockquote class="mt-1 border-line border-l-2 pl-3 text-sm text-quiet">{note()}</blockquote>}
      </Show>
      <Show when={props.session.dump}>
        {dump => (
          <div class="mt-1">
            <DumpSummary dump={dump()} session={props.session} readLink open={address.session === props.session.id} />
          </div>
        )}
      </Show>
    </li>
  )
}

function lastedMinutes(session: SessionView, now: Date): number {
  const end = session.ended_at ? Date.parse(session.ended_at) : now.getTime()
  return Math.max(1, Math.round((end - Date.parse(session.started_at)) / 60_000))
}
