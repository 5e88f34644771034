import { Prisma } from './generated/client.ts'

/** Two bookings of one time were written at the same instant: the database let one in. */
export function isOverlapViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && /bookings_never_overlap|23P01/.test(error.message)
}
