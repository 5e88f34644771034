import { Button } from '@taxi/ui/controls/button.tsx'
import { Show } from 'solid-js'
import type { Pages } from './pages.ts'

/** Goes on with a list that is read page by page, where there is more of it. */
export function MoreButton(props: { pages: Pick<Pages<never, unknown>, 'hasMore' | 'busy' | 'more'>; verb: string }) {
  return (
    <Show when={props.pages.hasMore()}>
      <div class="mt-3 flex justify-center">
        <Button busy={props.pages.busy()} onClick={() => void props.pages.more()}>
          {props.verb}
        </Button>
      </div>
    </Show>
  )
}
