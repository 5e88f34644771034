/** Does the work and renews its lease meanwhile, so that only a dead worker's work is taken up by another. */
export async function whileLeased<T>(
  renew: () => Promise<unknown>,
  work: () => Promise<T>,
  everyMs = 3_000,
): Promise<T> {
  const timer = setInterval(() => {
    // One renewal that fails is made good by the next; when all fail, the fence on every write holds.
    renew().catch(() => {})
  }, everyMs)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
