import type { JSX } from 'solid-js'
import { useWords } from '../words/words.tsx'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

/** Asks before something that cannot simply be taken back. */
export function Confirm(props: {
  open: boolean
  title: string
  says: string
  /** The verb on the button that does it. */
  verb: string
  /** On the other one, where «Cancel» would be ambiguous. */
  no?: string
  danger?: boolean
  onYes: () => void
  onClose: () => void
  children?: JSX.Element
}) {
  const words = useWords()
  return (
    <Dialog open={props.open} title={props.title} onClose={props.onClose}>
      <form
        onSubmit={event => {
          event.preventDefault()
          // In this order: what is asked about may be forgotten on closing.
          props.onYes()
          props.onClose()
        }}
      >
        <p class="text-sm text-quiet">{props.says}</p>
        {props.children}
        <div class="mt-5 flex justify-end gap-2">
          <Button onClick={props.onClose}>{props.no ?? words().do.cancel}</Button>
          <Button type="submit" look={props.danger ? 'danger' : 'main'} autofocus>
            {props.verb}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
