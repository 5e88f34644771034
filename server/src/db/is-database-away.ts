import { Prisma } from './generated/client.ts'

/** Not reached, connection lost, no connection or transaction to be had in time: https://www.prisma.io/docs/orm/reference/error-reference */
const away = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'])
const awayKinds = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'])
/** PostgreSQL is stopping, starting, or was told to end the connection. */
const awayStates = new Set(['57P01', '57P02', '57P03', '53300'])

/** The database does not answer just now: the same command may be given again in a few seconds. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  const cause = causeOf(error.meta)
  return away.has(error.code) || awayKinds.has(cause.kind ?? '') || awayStates.has(cause.originalCode ?? '')
}

function causeOf(meta: Record<string, unknown> | undefined): { kind?: string; originalCode?: string } {
  const { driverAdapterError } = (meta ?? {}) as { driverAdapterError?: { cause?: object } }
  return driverAdapterError?.cause ?? {}
}
