import { A } from '@solidjs/router'
import type { DumpView } from '@taxi/contract/dumps.ts'
import type { SessionView } from '@taxi/contract/sessions.ts'
import { linkLook } from '@taxi/ui/controls/button.tsx'
import { DumpMenu } from '@taxi/ui/dumps/dump-menu.tsx'
import { DumpProgress } from '@taxi/ui/dumps/dump-progress.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import BookOpen from 'lucide-solid/icons/book-open'
import { Show } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { DumpContents } from './dump-contents.tsx'
import { DumpFiles } from './dump-files.tsx'

/** How it stands with a dump, what can be done with it, its files, and what is in it. */
export function DumpSummary(props: {
  dump: DumpView
  /** Null: it was long ago, and is not among those loaded. */
  session: SessionView | null
  /** Where the dump is not read already. */
  readLink?: boolean
  open?: boolean
}) {
  const words = useWords()
  const { live, commands, now } = useLive()
  return (
    <div class="flex flex-col gap-3">
      <div class="flex items-start gap-2">
        <div class="min-w-0 flex-1 pt-1.5">
          <DumpProgress dump={props.dump} now={now()} />
        </div>
        <Show when={props.session}>
          {session => (
            <DumpMenu
              session={session()}
              telegram={live.state.me?.telegram_linked ?? false}
              commands={commands}
              class="shrink-0"
            />
          )}
        </Show>
      </div>
      <DumpFiles dump={props.dump}>
        <Show when={props.readLink}>
          <A href={`/dumps/${props.dump.id}`} class={linkLook}>
            <BookOpen size={16} />
            {words().dump.read}
          </A>
        </Show>
      </DumpFiles>
      <Show when={props.dump.items.length > 0}>
        <details open={props.open}>
          <summary class="text-sm text-quiet">
            {words().dump.contents}: {words().dump.files(props.dump.items.length)}
          </summary>
          <div class="mt-2">
            <DumpContents items={props.dump.items} />
          </div>
        </details>
      </Show>
    </div>
  )
}
