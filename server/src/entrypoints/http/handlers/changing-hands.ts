import { readColleagues } from '../../../db/read/colleagues.ts'
import { Refusal } from '../../../domain/refusal.ts'
import { handlers } from '../knock.ts'

const later = async (): Promise<never> => {
  throw new Refusal('request.unknown')
}

export const changingHandsHandlers = handlers({
  colleagues: ({ parts, person }) => readColleagues(parts.db, person),
  handOver: later,
  stopWork: later,
})
