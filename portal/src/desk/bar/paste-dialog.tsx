import { Button } from '@taxi/ui/controls/button.tsx'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import type { Hands } from '../hands.ts'
import { useDeskWords } from '../words/words.tsx'

/** For those whose browser keeps its clipboard to itself: a box to paste into. Fields that refuse pasting are typed into. */
export function PasteDialog(props: { hands: Hands; open: boolean; onClose: () => void }) {
  const words = useDeskWords()
  const send = (form: HTMLFormElement, way: 'insert' | 'type') => {
    const text = String(new FormData(form).get('text') ?? '')
    props.onClose()
    void props.hands[way](text)
  }
  return (
    <Dialog open={props.open} title={words().hands.paste.title} onClose={props.onClose} wide>
      <form
        onSubmit={event => {
          event.preventDefault()
          send(event.currentTarget, 'insert')
        }}
      >
        <textarea
          name="text"
          rows={8}
          required
          autofocus
          aria-label={words().hands.paste.title}
          placeholder={words().hands.paste.placeholder}
          onKeyDown={event => {
            if (event.key === 'Enter' && event.ctrlKey) event.currentTarget.form?.requestSubmit()
          }}
          class="w-full resize-y rounded-control border border-edge bg-paper p-2 text-base text-ink placeholder:text-quiet"
        />
        <p class="mt-2 text-sm text-quiet">{words().hands.paste.says}</p>
        <div class="mt-4 flex flex-wrap justify-end gap-2">
          <Button onClick={props.onClose}>{words().hands.paste.cancel}</Button>
          <Button
            onClick={event => {
              const { form } = event.currentTarget
              if (form?.reportValidity()) send(form, 'type')
            }}
          >
            {words().hands.paste.type}
          </Button>
          <Button type="submit" look="main">
            {words().hands.paste.go}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
