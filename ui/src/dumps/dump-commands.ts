import type { DumpView } from '@taxi/contract/dumps.ts'
import type { CommandTools } from '../board/command-tools.ts'
import { newKey } from '../board/new-key.ts'

/** What a person does with what a session of theirs left. */
export function dumpCommands({ client, live, run, tell }: CommandTools) {
  return {
    resendDump: (dump: DumpView) =>
      run(dump.id, async () => {
        live.noteDump(await client.call('resendDump', { params: { id: dump.id }, idempotencyKey: newKey() }))
        tell({ done: 'dump-sending' })
      }),
    deleteDump: (dump: DumpView) =>
      run(dump.id, async () => {
        live.noteDump(await client.call('deleteDump', { params: { id: dump.id } }))
        tell({ done: 'dump-deleted' })
      }),
  }
}
