import type { SessionView } from '@taxi/contract/sessions.ts'
import { For, Show } from 'solid-js'
import type { Commands } from '../board/commands.ts'
import { whenText } from '../words/times.ts'
import { useLocale, useWords } from '../words/words.tsx'
import { isReadable } from './dump-line.ts'
import { DumpMenu } from './dump-menu.tsx'
import { DumpProgress } from './dump-progress.tsx'

interface RecentDumpsProps {
  sessions: SessionView[]
  now: Date
  telegram: boolean
  commands: Commands
  /** A room of the portal: `sessions`, `chats`, `dumps/<id>`. */
  onOpenPortal: (room: string) => void
}

/** What the last sessions left and how far it is, and a way to all of it. */
export function RecentDumps(props: RecentDumpsProps) {
  const words = useWords()
  const link = (room: string, text: string) => (
    <button type="button" class="font-normal underline hover:text-ink" onClick={() => props.onOpenPortal(room)}>
      {text}
    </button>
  )
  return (
    <section aria-label={words().dump.recent}>
      <h2 class="mb-1.5 flex items-baseline gap-3 text-xs font-medium text-quiet">
        <span class="flex-1">{words().dump.recent}</span>
        {link('chats', words().chats.title)}
        {link('sessions', words().dump.toPortal)}
      </h2>
      <Show when={props.sessions.length > 0} fallback={<p class="text-xs text-quiet">{words().dump.none}</p>}>
        <ul class="divide-y divide-line rounded-card border border-line bg-card">
          <For each={props.sessions}>{session => <RecentDump {...props} session={session} />}</For>
        </ul>
      </Show>
    </section>
  )
}

function RecentDump(props: RecentDumpsProps & { session: SessionView }) {
  const words = useWords()
  const locale = useLocale()
  const dump = () => props.session.dump
  return (
    <li class="flex items-start gap-1 py-2 pr-1.5 pl-3">
      <div class="min-w-0 flex-1">
        <p class="flex items-baseline justify-between gap-2 text-sm">
          <span class="truncate">{props.session.slot_name}</span>
          <span class="shrink-0 text-xs text-quiet">
            {whenText(props.session.ended_at ?? props.session.started_at, props.now, words(), locale())}
          </span>
        </p>
        <Show when={dump()} fallback={<p class="text-xs text-quiet">{words().dump.noneAtAll}</p>}>
          {dump => <DumpProgress dump={dump()} now={props.now} class="text-xs text-quiet" />}
        </Show>
        <Show when={dump()} keyed>
          {dump => (
            <Show when={isReadable(dump)}>
              <button
                type="button"
                class="mt-0.5 text-xs font-medium underline"
                onClick={() => props.onOpenPortal(`dumps/${dump.id}`)}
              >
                {words().dump.read}
              </button>
            </Show>
          )}
        </Show>
      </div>
      <span class="w-8 shrink-0">
        <DumpMenu session={props.session} telegram={props.telegram} commands={props.commands} />
      </span>
    </li>
  )
}
