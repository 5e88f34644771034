/**
 * Puts what is seen now into the order of what was seen before: a window of a long list at a time. What is new comes
 * behind its neighbour before it, or in front of the one after it.
 */
export function mergeOrder(known: readonly string[], seen: readonly string[]): string[] {
  const order = [...known]
  const there = new Set(order)
  for (const [index, key] of seen.entries()) {
    if (there.has(key)) continue
    const before = seen.slice(0, index).findLast(other => there.has(other))
    const after = seen.slice(index + 1).find(other => there.has(other))
    if (before !== undefined) order.splice(order.indexOf(before) + 1, 0, key)
    else if (after !== undefined) order.splice(order.indexOf(after), 0, key)
    else order.push(key)
    there.add(key)
  }
  return order
}
