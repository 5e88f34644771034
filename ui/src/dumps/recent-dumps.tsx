import type { SessionView } from '@taxi/contract/sessions.ts'
import { For, Show } from 'solid-js'
import { whenText } from '../words/times.ts'
import { useLocale, useWords } from '../words/words.tsx'
import { dumpLine } from './dump-line.ts'

/** What the last sessions left, and a way to all of it. */
export function RecentDumps(props: { sessions: SessionView[]; now: Date; onOpenPortal: () => void }) {
  const words = useWords()
  const locale = useLocale()
  return (
    <section aria-label={words().dump.recent}>
      <h2 class="mb-1.5 flex items-baseline justify-between text-xs font-medium text-quiet">
        {words().dump.recent}
        <button type="button" class="font-normal underline hover:text-ink" onClick={() => props.onOpenPortal()}>
          {words().dump.toPortal}
        </button>
      </h2>
      <Show when={props.sessions.length > 0} fallback={<p class="text-xs text-quiet">{words().dump.none}</p>}>
        <ul class="divide-y divide-line rounded-card border border-line bg-card">
          <For each={props.sessions}>
            {session => (
              <li class="px-3 py-2" data-dump={session.dump?.id} data-state={session.dump?.state}>
                <p class="flex justify-between gap-2 text-sm">
                  <span class="truncate">{session.slot_name}</span>
                  <span class="shrink-0 text-xs text-quiet">
                    {whenText(session.ended_at ?? session.started_at, props.now, words(), locale())}
                  </span>
                </p>
                <p class="text-xs text-quiet">
                  {session.dump ? dumpLine(session.dump, props.now, words(), locale()) : words().dump.noneAtAll}
                </p>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  )
}
