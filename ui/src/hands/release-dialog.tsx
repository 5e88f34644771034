import type { SessionView } from '@taxi/contract/sessions.ts'
import { Show } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { useWords } from '../words/words.tsx'

/** Asks before a slot is given back. While an answer is being made it can be left to finish. */
export function ReleaseDialog(props: {
  session: Pick<SessionView, 'slot_name' | 'may'>
  open: boolean
  onClose: () => void
  onRelease: (whenDone: boolean) => void
}) {
  const words = useWords()
  const making = () => props.session.may.deliver_when_done === true
  const release = (whenDone: boolean) => () => {
    props.onClose()
    props.onRelease(whenDone)
  }
  return (
    <Dialog open={props.open} title={words().session.releaseAsk(props.session.slot_name)} onClose={props.onClose}>
      <p class="text-sm text-quiet">{words().session.releaseSays}</p>
      <Show when={making()}>
        <p class="mt-3 rounded-control bg-hover px-3 py-2 text-sm">
          <span class="font-medium text-working">{words().hands.making}</span> {words().hands.whenDoneSays}
        </p>
      </Show>
      <Show
        when={making()}
        fallback={
          <div class="mt-5 flex justify-end gap-2">
            <Button onClick={props.onClose}>{words().do.cancel}</Button>
            <Button look="main" autofocus onClick={release(false)}>
              {words().do.release}
            </Button>
          </div>
        }
      >
        {/* Where three do not fit side by side, the main one stands on top. */}
        <div class="mt-5 flex flex-wrap-reverse gap-2 *:grow">
          <Button onClick={props.onClose}>{words().do.cancel}</Button>
          <Button onClick={release(false)}>{words().hands.atOnce}</Button>
          <Button look="main" autofocus onClick={release(true)}>
            {words().hands.whenDone}
          </Button>
        </div>
      </Show>
    </Dialog>
  )
}
