/**
 * One thing after another: while something is being pasted, what was pressed after it waits. `now` does a thing at
 * once when nothing is under way.
 */
export function createTurns() {
  const waiting: (() => unknown)[] = []
  let busy = false

  async function work(): Promise<void> {
    busy = true
    for (let next = waiting.shift(); next; next = waiting.shift()) await next()
    busy = false
  }
  return {
    now(thing: () => unknown): void {
      if (busy) waiting.push(thing)
      else thing()
    },
    later(thing: () => Promise<void>): void {
      waiting.push(thing)
      if (!busy) void work()
    },
  }
}
