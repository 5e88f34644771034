import type { Phase } from '@taxi/contract/sessions.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import Check from 'lucide-solid/icons/check'
import LoaderCircle from 'lucide-solid/icons/loader-circle'
import { createSignal, For, Match, onCleanup, Show, Switch } from 'solid-js'
import { Card } from './card.tsx'
import type { Desk } from './desk.ts'
import { ReleaseDialog } from './release-dialog.tsx'
import { useDeskWords } from './words/words.tsx'

/** What has to happen before the first picture; whether the service is signed in shows itself in it. */
const STEPS: Phase[] = ['lease', 'machine', 'browser', 'screen', 'first_picture']
const LONG_MS = 8_000

/** The steps to the first picture, each by its name. */
export function Preparing(props: { desk: Desk }) {
  const words = useDeskWords()
  const state = props.desk.state
  const [long, setLong] = createSignal(false)
  const [asking, setAsking] = createSignal(false)
  const timer = setTimeout(() => setLong(true), LONG_MS)
  onCleanup(() => clearTimeout(timer))

  /** A later step that is done has all earlier ones behind it. */
  const done = () => {
    const passed = state.session?.phases ?? {}
    const underWay = STEPS.indexOf(state.phase as Phase)
    return Math.max(STEPS.findLastIndex(step => passed[step] !== undefined) + 1, underWay, 0)
  }
  return (
    <Card title={state.session ? words().preparingSlot(state.session.slot_name) : words().preparing}>
      <ol class="mt-4 flex flex-col gap-2">
        <For each={STEPS}>
          {(step, i) => (
            <li
              class={`flex items-center gap-2 transition-colors duration-150 ${i() > done() ? 'text-quiet' : 'text-ink'}`}
              aria-current={i() === done() ? 'step' : undefined}
            >
              <span class="inline-flex size-5 items-center justify-center">
                <Switch fallback={<span class="size-1.5 rounded-full bg-off" />}>
                  <Match when={i() < done()}>
                    <Check size={16} class="text-free" aria-hidden="true" />
                  </Match>
                  <Match when={i() === done()}>
                    <LoaderCircle size={16} class="animate-spin text-quiet" aria-hidden="true" />
                  </Match>
                </Switch>
              </span>
              {words().phase[step]}
            </li>
          )}
        </For>
      </ol>
      <div role="status" class="text-sm text-quiet">
        <Show when={state.trouble}>{trouble => <p class="mt-4 text-ink">{words().trouble[trouble()]}</p>}</Show>
        <Show when={state.trouble || long()}>
          <p class={state.trouble ? 'mt-1' : 'mt-4'}>{words().takesLonger}</p>
        </Show>
      </div>
      <Show when={state.session && (long() || state.tries > 1)}>
        <div class="mt-4 flex flex-wrap gap-2">
          <Show when={state.tries > 1}>
            <Button onClick={() => props.desk.retry()}>{words().connectNow}</Button>
          </Show>
          <Button onClick={() => setAsking(true)}>{words().bar.release}</Button>
        </div>
      </Show>
      <ReleaseDialog desk={props.desk} open={asking()} onClose={() => setAsking(false)} />
    </Card>
  )
}
