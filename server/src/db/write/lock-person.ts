import type { Transaction } from '../client.ts'
import type { peopleModel } from '../generated/models.ts'

/**
 * The person as they stand now; nobody changes them, nor what is counted of theirs, until this transaction is over. Taken after
 * a slot's row. Null when there is none.
 */
export async function lockPerson(tx: Transaction, id: string): Promise<peopleModel | null> {
  await tx.$queryRaw`SELECT id FROM people WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  return tx.people.findUnique({ where: { id } })
}
