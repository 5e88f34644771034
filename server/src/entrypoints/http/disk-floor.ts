import { statfs } from 'node:fs/promises'
import type { Config } from '../../config.ts'
import { Refusal } from '../../domain/refusal.ts'

export type FreeDisk = () => Promise<number>

/** Free bytes where the server keeps its data, for everybody but root's reserve. */
export function freeDiskOf(folder: string): FreeDisk {
  return async () => {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  }
}

/** Refuses to take on anything that would be written when the disk is almost full. */
export async function keepDiskFloor(config: Pick<Config, 'DISK_FLOOR_MB'>, freeDisk: FreeDisk): Promise<void> {
  if ((await freeDisk()) < config.DISK_FLOOR_MB * 1024 * 1024) throw new Refusal('disk.full')
}
