import { Button } from '@taxi/ui/controls/button.tsx'
import { Show } from 'solid-js'
import type { Hands } from '../hands.ts'
import { useDeskWords } from '../words/words.tsx'
import { Notice } from './bar-notice.tsx'

/** What the clipboards have to say; a copy the browser does not let in by itself waits for a click. */
export function ClipNotice(props: { hands: Hands }) {
  const words = useDeskWords()
  const { clipboards, focus } = props.hands
  const close = () => {
    clipboards.dismiss()
    focus()
  }
  return (
    <Show when={clipboards.note()}>
      {note => (
        <Notice says={words().hands.note[note()]}>
          <Show when={note() === 'offer'}>
            <Button look="main" onClick={() => void clipboards.takeOffer().then(focus)}>
              {words().hands.copyHere}
            </Button>
          </Show>
          <Button look="quiet" onClick={close}>
            {words().hands.dismiss}
          </Button>
        </Notice>
      )}
    </Show>
  )
}
