/** Runs work for one key strictly one after another; different keys side by side. A repeat of a waiting `what` is dropped. */
export function oneAtATime() {
  const tails = new Map<string, Promise<unknown>>()
  const waiting = new Set<string>()

  function run(key: string, what: string, work: () => Promise<unknown>): void {
    const name = `${key} ${what}`
    if (waiting.has(name)) return
    waiting.add(name)
    const tail = (tails.get(key) ?? Promise.resolve()).then(work).finally(() => waiting.delete(name))
    tails.set(
      key,
      tail.catch(() => {}),
    )
  }
  return { run, settled: () => Promise.all(tails.values()) }
}
