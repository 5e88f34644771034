import type { RefusalCode } from '@taxi/contract/refusals.ts'
import type { Permission } from '@taxi/contract/shapes.ts'
import { Refusal } from './refusal.ts'

/** A rule's "no": the code of the refusal and what fills its sentence. */
export interface No {
  code: RefusalCode
  details?: Record<string, string>
}

export const no = (code: RefusalCode, details?: Record<string, string>): No => (details ? { code, details } : { code })

/** What a view tells of a rule's answer. */
export function permissionOf(answer: No | null): Permission {
  return answer ? { code: answer.code } : true
}

/** Throws the refusal when the rule said no. */
export function insist(answer: No | null): void {
  if (answer) throw new Refusal(answer.code, answer.details)
}
