import type { AskAnswer, AskView } from '@taxi/contract/asks.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import type { CommandTools } from '../board/command-tools.ts'
import { newKey } from '../board/new-key.ts'

/** Asking the holder of a slot politely, and answering. */
export function askCommands({ client, live, run, tell }: CommandTools) {
  return {
    ask: (slot: SlotView, minutes: number) =>
      run(slot.id, async () => {
        const ask = await client.call('ask', { params: { id: slot.id }, body: { minutes }, idempotencyKey: newKey() })
        live.noteAsk(ask)
        tell({ done: 'asked', who: ask.to.name })
        await live.reload()
      }),
    answerAsk: (ask: AskView, answer: AskAnswer) =>
      run(ask.slot_id, async () => {
        // Refused or not: the request is no longer what it was.
        await client
          .call('answerAsk', { params: { id: ask.id }, body: { answer }, idempotencyKey: newKey() })
          .then(live.noteAsk)
          .finally(live.reload)
        tell({ done: 'answered', answer, who: ask.from.name })
      }),
    withdrawAsk: (ask: AskView) =>
      run(ask.slot_id, async () => {
        live.noteAsk(await client.call('withdrawAsk', { params: { id: ask.id }, idempotencyKey: newKey() }))
      }),
  }
}
