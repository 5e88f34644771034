import { Button } from '@taxi/ui/controls/button.tsx'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import { Field } from '@taxi/ui/controls/field.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal } from 'solid-js'

interface ProveFactorProps {
  open: boolean
  title: string
  says: string
  /** The verb on the button that does it. */
  verb: string
  danger?: boolean
  /** With the code; what it throws is shown. */
  onCode: (code: string) => Promise<void>
  onClose: () => void
}

/** Asks for a code of the second factor before it is touched. */
export function ProveFactor(props: ProveFactorProps) {
  return (
    <Dialog open={props.open} title={props.title} onClose={props.onClose}>
      <CodeForm {...props} />
    </Dialog>
  )
}

function CodeForm(props: Omit<ProveFactorProps, 'open' | 'title'>) {
  const words = useWords()
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal<unknown>(null)
  async function prove(form: HTMLFormElement) {
    setBusy(true)
    setTrouble(null)
    const code = String(new FormData(form).get('code')).replaceAll(/\s/g, '')
    await props
      .onCode(code)
      .catch(setTrouble)
      .finally(() => setBusy(false))
  }
  return (
    <form
      class="flex flex-col gap-4"
      onSubmit={event => {
        event.preventDefault()
        void prove(event.currentTarget)
      }}
    >
      <p class="text-sm text-quiet">{props.says}</p>
      <Field
        label={words().factor.anyCode}
        name="code"
        autocomplete="one-time-code"
        required
        maxLength={24}
        autofocus
      />
      <FormTrouble trouble={trouble()} />
      <div class="flex justify-end gap-2">
        <Button onClick={() => props.onClose()}>{words().do.cancel}</Button>
        <Button type="submit" look={props.danger ? 'danger' : 'main'} busy={busy()}>
          {props.verb}
        </Button>
      </div>
    </form>
  )
}
