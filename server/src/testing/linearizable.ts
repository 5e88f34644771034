/** Something that was asked and answered: instants of one clock. An answer that never came: `to` is Infinity. */
export interface Asked {
  from: number
  to: number
}

/**
 * Can these calls be put in one order, each at an instant between its asking and its answer, in which every answer is
 * right? `after` tells the states in which a call with its answer may leave a state; none when it cannot have been
 * answered so. The search of Wing and Gong with Lowe’s memory of what was tried.
 */
export function isLinearizable<State, Call extends Asked>(
  calls: Call[],
  initial: State,
  after: (state: State, call: Call) => State[],
): boolean {
  const history = [...calls].sort((a, b) => a.from - b.from)
  const tried = new Set<string>()

  function goesOn(done: bigint, state: State): boolean {
    const left = history.map((call, index) => ({ call, bit: 1n << BigInt(index) })).filter(({ bit }) => !(done & bit))
    // What was never answered need not have happened.
    if (left.every(({ call }) => call.to === Number.POSITIVE_INFINITY)) return true
    const key = `${done} ${JSON.stringify(state)}`
    if (tried.has(key)) return false
    tried.add(key)
    const firstAnswer = Math.min(...left.map(({ call }) => call.to))
    const next = left.filter(({ call }) => call.from <= firstAnswer)
    return next.some(({ call, bit }) => after(state, call).some(become => goesOn(done | bit, become)))
  }
  return goesOn(0n, initial)
}
