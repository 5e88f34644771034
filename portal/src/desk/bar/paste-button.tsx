import { IconButton } from '@taxi/ui/controls/button.tsx'
import ClipboardPaste from 'lucide-solid/icons/clipboard-paste'
import ClipboardX from 'lucide-solid/icons/clipboard-x'
import { Show } from 'solid-js'
import type { Desk } from '../desk.ts'
import { useDeskWords } from '../words/words.tsx'

/** The way in for text, and what the slot forbids of the clipboard. */
export function PasteButton(props: { desk: Desk; onOpen: () => void }) {
  const words = useDeskWords()
  const clipboard = () => props.desk.state.session?.clipboard
  const closed = () => clipboard()?.in === false
  return (
    <>
      <Show when={clipboard()?.out === false}>
        <span title={words().hands.locked} class="inline-flex size-8 items-center justify-center text-quiet">
          <ClipboardX size={18} role="img" aria-label={words().hands.locked} />
        </span>
      </Show>
      <IconButton
        label={closed() ? words().hands.takesNothing : words().hands.pasteText}
        aria-disabled={closed() || undefined}
        class={closed() ? 'opacity-50' : ''}
        onClick={() => closed() || props.onOpen()}
      >
        <ClipboardPaste size={18} aria-hidden="true" />
      </IconButton>
    </>
  )
}
