import type { SlotView } from '@taxi/contract/slots.ts'
import { Confirm } from '../controls/confirm.tsx'
import { useWords } from '../words/words.tsx'
import { isTakeOver } from './is-take-over.ts'

/** Asks before work that goes on without its person is ended. */
export function StopWorkDialog(props: {
  slot: SlotView | null
  onClose: () => void
  onStop: (slot: SlotView) => void
}) {
  const words = useWords()
  const taking = () => props.slot !== null && isTakeOver(props.slot)
  function says(): string {
    const working = props.slot?.working
    if (!working || working.mine) return words().hands.stopMine
    return taking() ? words().hands.takeOverSays(working.name) : words().hands.stopTheirs(working.name)
  }
  return (
    <Confirm
      open={props.slot !== null}
      title={words().hands.stopAsk(props.slot?.name ?? '')}
      says={says()}
      verb={taking() ? words().hands.takeOverDo : words().hands.stopDo}
      danger={!taking()}
      onClose={props.onClose}
      onYes={() => props.slot && props.onStop(props.slot)}
    />
  )
}
