import type { Parts } from '../parts.ts'

/** The window is closed and its recording on the disk. */
export async function endRecording(
  parts: Pick<Parts, 'change' | 'now'>,
  { id, bytes }: { id: string; bytes: number },
): Promise<void> {
  await parts.change(tx => tx.recordings.update({ where: { id }, data: { bytes, ended_at: parts.now() } }))
}
