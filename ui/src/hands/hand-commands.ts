import type { SessionView } from '@taxi/contract/sessions.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import type { CommandTools } from '../board/command-tools.ts'
import { newKey } from '../board/new-key.ts'

export interface Colleague {
  id: string
  name: string
}

/** Giving a slot to a colleague, and ending work that goes on without its person. */
export function handCommands({ client, live, run, tell }: CommandTools) {
  return {
    colleagues: (): Promise<Colleague[]> => client.call('colleagues'),
    handOver: (session: SessionView, to: Colleague) =>
      run(session.slot_id, async () => {
        const body = { person_id: to.id }
        live.note(await client.call('handOver', { params: { id: session.id }, body, idempotencyKey: newKey() }))
        tell({ done: 'handed-over', slot: session.slot_name, who: to.name })
        await live.reload()
      }),
    stopWork: (slot: SlotView) =>
      run(slot.id, async () => {
        await client.call('stopWork', { params: { id: slot.id }, idempotencyKey: newKey() })
        tell({ done: 'work-stopped', slot: slot.name })
        await live.reload()
      }),
  }
}
