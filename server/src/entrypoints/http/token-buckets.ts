/** So many a second for each key, with a short burst. Returns the seconds to wait; 0: go on. */
export function tokenBuckets({ perSecond, burst, now }: { perSecond: number; burst: number; now: () => number }) {
  const buckets = new Map<string, { left: number; at: number }>()
  return (key: string): number => {
    const at = now()
    if (buckets.size > 10_000) forgetFull(at)
    const bucket = buckets.get(key) ?? { left: burst, at }
    bucket.left = Math.min(burst, bucket.left + ((at - bucket.at) / 1000) * perSecond)
    bucket.at = at
    buckets.set(key, bucket)
    if (bucket.left < 1) return Math.max(1, Math.ceil((1 - bucket.left) / perSecond))
    bucket.left -= 1
    return 0
  }

  function forgetFull(at: number) {
    for (const [key, bucket] of buckets)
      if (bucket.left + ((at - bucket.at) / 1000) * perSecond >= burst) buckets.delete(key)
  }
}
