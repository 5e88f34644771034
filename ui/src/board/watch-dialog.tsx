import type { SlotView } from '@taxi/contract/slots.ts'
import { Confirm } from '../controls/confirm.tsx'
import { useWords } from '../words/words.tsx'

/** Says to an administrator, before they look over somebody's shoulder, that it is seen and kept. */
export function WatchDialog(props: { slot: SlotView | null; onClose: () => void; onWatch: (slot: SlotView) => void }) {
  const words = useWords()
  return (
    <Confirm
      open={props.slot !== null}
      title={words().watching.ask(props.slot?.holder?.name ?? '', props.slot?.name ?? '')}
      says={words().watching.says}
      verb={words().watching.go}
      onClose={props.onClose}
      onYes={() => {
        if (props.slot) props.onWatch(props.slot)
      }}
    />
  )
}
