import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'

/** Where a recording lies, below the data folder. That somebody looks at it is written down first. */
export async function openRecording(parts: Pick<Parts, 'change' | 'now'>, id: string): Promise<string> {
  return parts.change(async tx => {
    const recording = await tx.recordings.findUnique({
      where: { id, expires_at: { gt: parts.now() } },
      include: { session: { select: { slot: { select: { name: true } }, person: { select: { name: true } } } } },
    })
    if (!recording) throw new Refusal('recording.unknown')
    const { session } = recording
    tx.record({
      action: 'recording.play',
      object: { kind: 'recording', id, name: session.slot.name },
      after: { person: session.person.name, started_at: recording.started_at.toISOString() },
    })
    return recording.file
  })
}
