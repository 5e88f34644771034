import type { SlotView } from '@taxi/contract/slots.ts'
import { createSignal } from 'solid-js'
import { Confirm } from '../controls/confirm.tsx'
import { Field } from '../controls/field.tsx'
import { useWords } from '../words/words.tsx'

/** Asks an administrator before somebody's session is ended, and for the reason. */
export function KickDialog(props: {
  slot: SlotView | null
  onClose: () => void
  onKick: (slot: SlotView, reason: string) => void
}) {
  const words = useWords()
  const [reason, setReason] = createSignal('')
  function kick() {
    if (props.slot) props.onKick(props.slot, reason().trim())
    setReason('')
  }
  return (
    <Confirm
      open={props.slot !== null}
      title={words().session.kickAsk(props.slot?.holder?.name ?? '', props.slot?.name ?? '')}
      says={words().session.kickSays}
      verb={words().session.kickDo}
      danger
      onClose={props.onClose}
      onYes={kick}
    >
      <div class="mt-3">
        <Field
          label={words().session.kickReason}
          value={reason()}
          maxLength={200}
          onInput={event => setReason(event.currentTarget.value)}
        />
      </div>
    </Confirm>
  )
}
