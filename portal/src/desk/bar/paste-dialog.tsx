import { Button } from '@taxi/ui/controls/button.tsx'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import type { Hands } from '../hands.ts'
import { useDeskWords } from '../words/words.tsx'

/** For those whose browser keeps its clipboard to itself: a box to paste into, typed on the machine afterwards. */
export function PasteDialog(props: { hands: Hands; open: boolean; onClose: () => void }) {
  const words = useDeskWords()
  const type = (form: HTMLFormElement) => {
    const text = String(new FormData(form).get('text') ?? '')
    props.onClose()
    void props.hands.type(text)
  }
  return (
    <Dialog open={props.open} title={words().paste.title} onClose={props.onClose} wide>
      <form
        onSubmit={event => {
          event.preventDefault()
          type(event.currentTarget)
        }}
      >
        <textarea
          name="text"
          rows={8}
          required
          autofocus
          aria-label={words().paste.title}
          placeholder={words().paste.placeholder}
          onKeyDown={event => {
            if (event.key === 'Enter' && event.ctrlKey) event.currentTarget.form?.requestSubmit()
          }}
          class="w-full resize-y rounded-control border border-edge bg-paper p-2 text-base text-ink placeholder:text-quiet"
        />
        <p class="mt-2 text-sm text-quiet">{words().paste.says}</p>
        <div class="mt-4 flex justify-end gap-2">
          <Button onClick={props.onClose}>{words().paste.cancel}</Button>
          <Button type="submit" look="main">
            {words().paste.go}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
