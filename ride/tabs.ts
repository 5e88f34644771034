import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { World } from './world.ts'

/** The tabs of the practice machine's browser: which they are, and where they stand. */
export async function tabsOf(world: World): Promise<{ id: string; url: string }[]> {
  const targets = (await ask(world, 'list')) as { id: string; url: string; type: string }[]
  return targets.filter(({ type }) => type === 'page').map(({ id, url }) => ({ id, url }))
}

/** Opens an address in a new tab in front, as a person would. */
export async function openTab(world: World, url: string): Promise<void> {
  await ask(world, `new?${url}`, 'PUT')
}

async function ask(world: World, what: string, method = 'GET'): Promise<unknown> {
  const { cdp_port } = JSON.parse(readFileSync(join(world.dataDir, 'machines/local/seat.json'), 'utf8'))
  return (await fetch(`http://127.0.0.1:${cdp_port}/json/${what}`, { method })).json()
}
