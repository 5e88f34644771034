import type { DumpProgress } from '@taxi/contract/dumps.ts'
import type { Parts } from '../../parts.ts'

/** Tells the dump's person how far it is, while it is in these hands. */
export async function noteProgress(
  { change }: Pick<Parts, 'change'>,
  dump: { id: string; lease_owner: string },
  progress: DumpProgress,
): Promise<void> {
  await change(async tx => {
    const { count } = await tx.dumps.updateMany({
      where: { id: dump.id, lease_owner: dump.lease_owner },
      data: { progress },
    })
    if (count) await tx.announce({ about: 'dump', id: dump.id })
  })
}
