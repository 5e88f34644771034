import type { Span } from './span.ts'

/** Where a block stands beside others of the same time: lane 0 of 1 when it is alone. */
export interface Lane {
  lane: number
  lanes: number
}

/** Blocks that overlap stand side by side, each as far left as there is room; those that touch do not overlap. */
export function inLanes<T extends Span>(blocks: readonly T[]): (T & Lane)[] {
  const sorted = blocks.toSorted((a, b) => a.date.localeCompare(b.date) || a.from - b.from || b.to - a.to)
  const placed: (T & Lane)[] = []
  let cluster: (T & Lane)[] = []
  let until = 0
  for (const block of sorted) {
    if (cluster[0]?.date !== block.date || block.from >= until) {
      cluster = []
      until = 0
    }
    const taken = new Set(cluster.filter(other => other.to > block.from).map(other => other.lane))
    let lane = 0
    while (taken.has(lane)) lane += 1
    const here = { ...block, lane, lanes: 1 }
    cluster.push(here)
    placed.push(here)
    until = Math.max(until, block.to)
    const lanes = Math.max(...cluster.map(other => other.lane)) + 1
    for (const other of cluster) other.lanes = lanes
  }
  return placed
}
