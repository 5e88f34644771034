import { createSignal, Show } from 'solid-js'
import { Confirm } from '../controls/confirm.tsx'
import { Field } from '../controls/field.tsx'
import { useWords } from '../words/words.tsx'

/** Asks before something is started anew, naming whose session ends by it. */
export function RepairDialog(props: {
  open: boolean
  title: string
  says: string
  verb: string
  /** Who sits there, by name. */
  holder: string | null
  onClose: () => void
  onYes: (reason: string) => void
}) {
  const words = useWords()
  const [reason, setReason] = createSignal('')
  return (
    <Confirm
      open={props.open}
      title={props.title}
      says={props.says}
      verb={props.verb}
      danger={props.holder !== null}
      onClose={props.onClose}
      onYes={() => {
        props.onYes(reason().trim())
        setReason('')
      }}
    >
      <Show when={props.holder}>
        {holder => (
          <div class="mt-3 flex flex-col gap-3">
            <p class="text-sm">{words().care.endsSession(holder())}</p>
            <Field
              label={words().care.reason}
              value={reason()}
              maxLength={200}
              onInput={event => setReason(event.currentTarget.value)}
            />
          </div>
        )}
      </Show>
    </Confirm>
  )
}
