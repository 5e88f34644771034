import type { Transaction } from '../client.ts'

/** True for the first who uses it, false for everybody after; remembered until `expiresAt`. */
export async function useOnce(
  { used_once }: Pick<Transaction, 'used_once'>,
  hash: string,
  expiresAt: Date,
): Promise<boolean> {
  const { count } = await used_once.createMany({ data: [{ hash, expires_at: expiresAt }], skipDuplicates: true })
  return count === 1
}
