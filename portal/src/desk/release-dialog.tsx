import { Button } from '@taxi/ui/controls/button.tsx'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createEffect, createSignal, Show } from 'solid-js'
import type { Desk } from './desk.ts'
import { useDeskWords } from './words/words.tsx'

/** Asks before the slot is given back. While an answer is being made it can be left to finish. */
export function ReleaseDialog(props: { desk: Desk; open: boolean; onClose: () => void }) {
  const words = useDeskWords()
  const shared = useWords()
  const [busy, setBusy] = createSignal<'now' | 'when-done' | null>(null)
  const [trouble, setTrouble] = createSignal<unknown>(null)
  const { desk } = props
  createEffect(() => {
    if (props.open) setTrouble(null)
  })
  const making = () => desk.state.session?.may.deliver_when_done === true
  const release = async (when: 'now' | 'when-done') => {
    setBusy(when)
    setTrouble(null)
    try {
      const body = { deliver_when_done: when === 'when-done' }
      await desk.client.call('deskRelease', { params: { id: desk.sessionId }, body })
      desk.released()
    } catch (error) {
      setTrouble(error)
    } finally {
      setBusy(null)
    }
  }
  return (
    <Dialog
      open={props.open}
      title={words().release.title(desk.state.session?.slot_name ?? '')}
      onClose={props.onClose}
    >
      <p class="text-sm text-quiet">{words().release.says}</p>
      <Show when={making()}>
        <p class="mt-3 rounded-control bg-hover px-3 py-2 text-sm">
          <span class="font-medium text-working">{shared().hands.making}</span> {shared().hands.whenDoneSays}
        </p>
      </Show>
      <Show when={trouble()}>
        <div class="mt-3">
          <FormTrouble trouble={trouble()} />
        </div>
      </Show>
      <div class="mt-5 flex flex-wrap-reverse justify-end gap-2">
        <Button onClick={props.onClose}>{words().release.cancel}</Button>
        <Button
          look={making() ? 'plain' : 'main'}
          busy={busy() === 'now'}
          autofocus={!making()}
          onClick={() => release('now')}
        >
          {making() ? shared().hands.atOnce : words().release.go}
        </Button>
        <Show when={making()}>
          <Button look="main" busy={busy() === 'when-done'} autofocus onClick={() => release('when-done')}>
            {shared().hands.whenDone}
          </Button>
        </Show>
      </div>
    </Dialog>
  )
}
