import type { Transaction } from '../client.ts'
import type { sessionsModel } from '../generated/models.ts'

/** The session's row, held until the transaction ends; null when there is none. */
export async function lockSession(tx: Transaction, id: string): Promise<sessionsModel | null> {
  await tx.$queryRaw`SELECT id FROM sessions WHERE id = ${id}::uuid FOR UPDATE`
  return tx.sessions.findUnique({ where: { id } })
}
