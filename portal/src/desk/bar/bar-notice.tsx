import { Button } from '@taxi/ui/controls/button.tsx'
import { type JSX, Match, Switch } from 'solid-js'
import { useDeskWords } from '../words/words.tsx'
import type { BarProps } from './bar-props.ts'
import { ClipNotice } from './clip-notice.tsx'

/** One sentence under the bar, when there is something to say. */
export function BarNotice(props: BarProps & { idleSoon: boolean }) {
  const words = useDeskWords()
  const { desk, hands } = props
  const here = () => {
    void desk.client
      .call('here', { params: { id: desk.sessionId } })
      .then(desk.take)
      // The next key or click says the same.
      .catch(() => {})
    hands.focus()
  }
  return (
    <Switch>
      <Match when={hands.typing() !== null}>
        <Notice says={words().bar.typing(Math.round((hands.typing() ?? 0) * 100))}>
          <Button look="quiet" onClick={hands.stopTyping}>
            {words().bar.stop}
          </Button>
        </Notice>
      </Match>
      <Match when={props.idleSoon}>
        <Notice says={words().bar.idle}>
          <Button look="main" onClick={here}>
            {words().bar.here}
          </Button>
        </Notice>
      </Match>
      <Match when={hands.clipboards.note()}>
        <ClipNotice hands={hands} />
      </Match>
    </Switch>
  )
}

export function Notice(props: { says: string; children: JSX.Element }) {
  return (
    <div
      role="status"
      class="fixed top-12 left-1/2 flex max-sm:top-22 -translate-x-1/2 animate-appear items-center w-max max-w-[calc(100%-16px)] gap-3 rounded-card border border-line bg-card py-1.5 pr-1.5 pl-4 text-sm text-ink shadow-raised"
    >
      {props.says}
      {props.children}
    </div>
  )
}
