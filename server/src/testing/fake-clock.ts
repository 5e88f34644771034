/** A clock that stands still until it is told to go on. */
export function fakeClock(start = new Date()) {
  let at = start.getTime()
  return {
    now: () => new Date(at),
    pass({ seconds = 0, minutes = 0, hours = 0 }: { seconds?: number; minutes?: number; hours?: number }) {
      at += ((hours * 60 + minutes) * 60 + seconds) * 1000
    },
  }
}
export type FakeClock = ReturnType<typeof fakeClock>
