import type { Address } from '../../outside/guacd-process.ts'
import { createGate, type Gate } from './gate.ts'
import { GuacdLine } from './guacd-line.ts'

/** One guacd, as whoever opens a screen sees it. */
export interface Guacd {
  address: Address
  /** A line to it; it counts as its work until it ends. Nobody answering makes it rest. */
  call(): GuacdLine
  /** New connections of this guacd, a few at a time; who waits counts as its work too. */
  gate: Gate
  /** Lines that are open or wanted. */
  busy: number
}

export interface GuacdChoice {
  /** The least busy of those that answer; null: there is none at all. */
  choose(): Guacd | null
  at(address: Address): Guacd
}

interface Known extends Guacd {
  chosen: number
  restsUntilMs: number
}

/** guacd 1.3 loses connections made in bursts; two at a time come through. */
const AT_A_TIME = 2
/** How long a guacd that did not answer is left out, while another does. */
const REST_MS = 5_000

/** Chooses among several guacds, asking at every choice where they are: one of our own is elsewhere after a restart. */
export function createGuacdChoice(addresses: () => Address[], nowMs = () => performance.now()): GuacdChoice {
  const known = new Map<string, Known>()
  let choices = 0

  const at = (address: Address): Known => {
    const name = `${address.host}:${address.port}`
    const one = known.get(name) ?? meet(address, nowMs)
    known.set(name, one)
    return one
  }
  return {
    choose() {
      const all = addresses().map(at)
      // What is neither offered any more nor in use is forgotten.
      for (const [name, one] of known) if (!all.includes(one) && one.busy === 0) known.delete(name)
      const awake = all.filter(one => one.restsUntilMs <= nowMs())
      const [best] = (awake.length ? awake : all).toSorted((a, b) => a.busy - b.busy || a.chosen - b.chosen)
      if (best) best.chosen = ++choices
      return best ?? null
    },
    at,
  }
}

function meet(address: Address, nowMs: () => number): Known {
  const gate = createGate(AT_A_TIME)
  const one: Known = {
    address,
    busy: 0,
    chosen: 0,
    restsUntilMs: 0,
    call() {
      one.busy++
      return new GuacdLine(address, reached => {
        one.busy--
        one.restsUntilMs = reached ? 0 : nowMs() + REST_MS
      })
    },
    async gate(work) {
      one.busy++
      try {
        return await gate(work)
      } finally {
        one.busy--
      }
    },
  }
  return one
}
