import type { Transaction } from '../client.ts'

/** The person's row is held until the transaction ends: what is counted of theirs stays so. Taken after the slot's. */
export async function lockPerson(tx: Transaction, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM people WHERE id = ${id}::uuid FOR NO KEY UPDATE`
}
