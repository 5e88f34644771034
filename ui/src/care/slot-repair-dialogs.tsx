import type { SlotView } from '@taxi/contract/slots.ts'
import { useWords } from '../words/words.tsx'
import { RepairDialog } from './repair-dialog.tsx'

/** The questions before a slot's browser, or its machine, is started anew. */
export function SlotRepairDialogs(props: {
  restarting: SlotView | null
  rebooting: SlotView | null
  onClose: () => void
  onRestart: (slot: SlotView, reason: string) => void
  onReboot: (slot: SlotView, reason: string) => void
}) {
  const words = useWords()
  const holder = (slot: SlotView | null) => slot?.holder?.name ?? slot?.working?.name ?? null
  return (
    <>
      <RepairDialog
        open={props.restarting !== null}
        title={words().care.restartAsk(props.restarting?.name ?? '')}
        says={words().care.restartSays}
        verb={words().care.restartDo}
        holder={holder(props.restarting)}
        onClose={props.onClose}
        onYes={reason => props.restarting && props.onRestart(props.restarting, reason)}
      />
      <RepairDialog
        open={props.rebooting !== null}
        title={words().care.rebootAsk(props.rebooting?.name ?? '')}
        says={words().care.rebootSays}
        verb={words().care.rebootDo}
        holder={holder(props.rebooting)}
        onClose={props.onClose}
        onYes={reason => props.rebooting && props.onReboot(props.rebooting, reason)}
      />
    </>
  )
}
