import type { RefusalCode } from '@taxi/contract/refusals.ts'

/** A "no" with a code of the contract's table; the entrypoint turns it into an answer. */
export class Refusal extends Error {
  readonly code: RefusalCode
  /** Fills the `{…}` of the sentence. Instants are ISO strings; the client shows them in its own clock. */
  readonly details: Record<string, string>
  constructor(code: RefusalCode, details: Record<string, string> = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}
