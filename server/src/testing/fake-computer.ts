import type { Sources } from '../outside/clock.ts'

/** A computer whose clock may be set, and that may sleep: sources for `startClock`. */
export function fakeComputer(start: Date) {
  let [wall, count, boot] = [start.getTime(), 5_000, 7_000]
  const sources: Sources = { wall: () => wall, count: () => count, awakeOrNot: () => boot }
  return {
    sources,
    /** Time goes by. */
    pass(ms: number) {
      wall += ms
      count += ms
      boot += ms
    },
    set(ms: number) {
      wall += ms
    },
    sleep(ms: number) {
      wall += ms
      boot += ms
    },
  }
}
