import Eye from 'lucide-solid/icons/eye'
import { Show } from 'solid-js'
import type { Desk } from '../desk.ts'
import { useDeskWords } from '../words/words.tsx'

/** What a person must know of their own desk: that it is recorded, and who looks at it. */
export function Told(props: { desk: Desk; brief?: boolean }) {
  const words = useDeskWords()
  const session = () => props.desk.state.session
  const watched = () => (props.desk.state.readOnly ? '' : (session()?.watched_by ?? []).join(', '))
  const said = (text: string) => <span class={props.brief ? 'sr-only' : 'truncate'}>{text}</span>
  return (
    <>
      <Show when={session()?.recorded}>
        <span class="inline-flex min-w-0 shrink-0 items-center gap-1.5 text-sick" title={words().told.recordedSays}>
          <span class="size-2.5 shrink-0 rounded-full bg-sick" aria-hidden="true" />
          {said(words().told.recorded)}
        </span>
      </Show>
      <Show when={watched()}>
        {names => (
          <span class="inline-flex min-w-0 items-center gap-1.5 text-working" title={words().told.watchedBy(names())}>
            <Eye size={16} class="shrink-0" aria-hidden="true" />
            {said(words().told.watchedBy(names()))}
          </span>
        )}
      </Show>
    </>
  )
}

/** True while there is something of that kind to tell. */
export const hasToTell = ({ state }: Desk): boolean =>
  state.session?.recorded === true || (!state.readOnly && (state.session?.watched_by.length ?? 0) > 0)
