import { type MachineDriver, MachineError } from '../outside/machine/driver.ts'
import type { Machines } from '../parts.ts'

const answers: Partial<Record<string, unknown>> = {
  check: { healthy: true, trouble: [] },
  dirty: null,
  resize: false,
  seal: { items: [] },
  sealed: { items: [] },
  leftovers: [],
}

/** Machines that do at once whatever they are asked; those in `down` do not answer. */
export function obligingMachines(down: ReadonlySet<string> = new Set()): Machines {
  return {
    async driver(id) {
      const ask = (verb: string) => async () => {
        if (down.has(id)) throw new MachineError(verb, 'this machine does not answer', true)
        return answers[verb]
      }
      // Awaiting the driver asks whether it is a promise.
      return new Proxy({} as MachineDriver, { get: (_, verb: string) => (verb === 'then' ? undefined : ask(verb)) })
    },
    async close() {},
  }
}
