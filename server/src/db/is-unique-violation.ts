import { Prisma } from './generated/client.ts'

/** The database kept a rule two people broke at the same instant. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}
