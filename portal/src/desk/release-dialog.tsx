import { Button } from '@taxi/ui/controls/button.tsx'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import { troubleOf } from '@taxi/ui/words/refusal-text.ts'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, Show } from 'solid-js'
import type { Desk } from './desk.ts'
import { useDeskWords } from './words/words.tsx'

/** Asks before the slot is given back. */
export function ReleaseDialog(props: { desk: Desk; open: boolean; onClose: () => void }) {
  const words = useDeskWords()
  const shared = useWords()
  const [busy, setBusy] = createSignal(false)
  const [wrong, setWrong] = createSignal('')
  const { desk } = props
  const release = async () => {
    setBusy(true)
    setWrong('')
    try {
      await desk.client.call('deskRelease', { params: { id: desk.sessionId } })
      desk.released()
    } catch (error) {
      setWrong(troubleOf(error, shared(), desk.state.locale).text)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={props.open}
      title={words().release.title(desk.state.session?.slot_name ?? '')}
      onClose={props.onClose}
    >
      <p class="text-sm text-quiet">{words().release.says}</p>
      <Show when={wrong()}>
        <p role="alert" class="mt-3 text-sm text-sick">
          {wrong()}
        </p>
      </Show>
      <div class="mt-5 flex justify-end gap-2">
        <Button onClick={props.onClose}>{words().release.cancel}</Button>
        <Button look="main" busy={busy()} onClick={release} autofocus>
          {words().release.go}
        </Button>
      </div>
    </Dialog>
  )
}
