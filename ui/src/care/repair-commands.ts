import type { SlotView } from '@taxi/contract/slots.ts'
import type { CommandTools } from '../board/command-tools.ts'
import { newKey } from '../board/new-key.ts'

/** Starting anew what hangs: a slot's browser, or its machine. */
export function repairCommands({ client, live, run, tell }: CommandTools) {
  const ask = (slot: SlotView, reason: string) => ({
    params: { id: slot.id },
    body: reason ? { reason } : {},
    idempotencyKey: newKey(),
  })
  return {
    restart: (slot: SlotView, reason: string) =>
      run(slot.id, async () => {
        await client.call('restartSlot', ask(slot, reason))
        tell({ done: 'restarted', slot: slot.name })
        await live.reload()
      }),
    reboot: (slot: SlotView, reason: string) =>
      run(slot.id, async () => {
        await client.call('rebootDevice', ask(slot, reason))
        tell({ done: 'rebooted', slot: slot.name })
        await live.reload()
      }),
  }
}
