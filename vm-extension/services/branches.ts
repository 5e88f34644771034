/** A node of a tree of messages. */
export interface TreeNode {
  id: string
  parent: string | null
}

/** From the root to the leaf. Throws when the path does not reach a root: then the answer is a stub. */
export function branchTo<N extends TreeNode>(nodes: ReadonlyMap<string, N>, leaf: string): N[] {
  const branch: N[] = []
  let id: string | null = leaf
  while (id !== null) {
    const node: N | undefined = nodes.get(id)
    if (!node || branch.length > nodes.size) throw new Error('the answer lacks part of the chat')
    branch.unshift(node)
    id = node.parent
  }
  return branch
}

/**
 * The branch to the leaf first, then what else there is: each other branch from where it leaves the ones before, the
 * deepest path of it in one piece.
 */
export function branchesOf<N extends TreeNode>(
  nodes: ReadonlyMap<string, N>,
  leaf: string,
): { active: N[]; others: N[][] } {
  const active = branchTo(nodes, leaf)
  const seen = new Set(active.map(({ id }) => id))
  const parents = new Set([...nodes.values()].map(({ parent }) => parent))
  const others: N[][] = []
  for (const { id } of nodes.values()) {
    if (parents.has(id) || seen.has(id)) continue
    const branch = branchTo(nodes, id).filter(node => !seen.has(node.id))
    for (const node of branch) seen.add(node.id)
    others.push(branch)
  }
  return { active, others }
}
