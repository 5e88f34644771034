import { randomBytes } from 'node:crypto'
import type { CrashPoint } from '../../faults.ts'
import type { CrashWorld } from './crash-world.ts'
import { assertEndsWhole } from './ends-whole.ts'

/**
 * Three people leave at once, the server dies at this point of whoever comes to it first, and is started again. What
 * they leave follows from the seed. Repeats the press whose answer was lost, as a popup does.
 */
export async function crashAt(world: CrashWorld, point: CrashPoint, seed: number): Promise<void> {
  const riders = await Promise.all([0, 1, 2].map(n => world.sitDown(leftBy((seed * 3 + n) % 4))))
  world.arm(point)
  const presses = riders.map(rider => rider.release().catch(() => null))
  await world.restartAfterCrash()
  await Promise.all(presses)
  for (const rider of riders) await rider.release()
  for (const rider of riders) await assertEndsWhole(world, rider)
}

/** Nothing but a chat, several chats, downloads alone, something of everything. A dump always passes every point. */
function leftBy(kind: number) {
  const downloads = { 'notes.txt': Buffer.from('written down'), 'data.bin': randomBytes(200_000) }
  return { chats: kind === 2 ? 0 : kind, downloads: kind === 1 ? { 'one.txt': Buffer.from('one') } : downloads }
}
