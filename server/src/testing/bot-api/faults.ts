/** How a call may go wrong on its way. */
export type Fault =
  /** Cut before anything was read. */
  | 'refuse'
  /** Done, and the answer never arrives. */
  | 'lost_response'
  /** Cut in the middle of the body; nothing is done. */
  | 'half_upload'
  /** A web page instead of JSON; nothing is done. */
  | 'html'
  | 'unauthorized'
  | { slow: number }
  /** `accepted`: done all the same. */
  | { status: 500 | 502 | 504; accepted?: boolean }
  | { retry_after: number }

/** Which calls go wrong: by method and by how many went well before. */
export class FaultPlan {
  readonly #planned: { method: string; fault: Fault; times: number; after: number }[] = []

  add(method: string, fault: Fault, { times = 1, after = 0 }: { times?: number; after?: number }): void {
    this.#planned.push({ method, fault, times, after })
  }

  next(method: string): Fault | undefined {
    const planned = this.#planned.find(entry => entry.method === method && entry.times > 0)
    if (!planned) return undefined
    if (planned.after > 0) {
      planned.after -= 1
      return undefined
    }
    planned.times -= 1
    return planned.fault
  }
}
