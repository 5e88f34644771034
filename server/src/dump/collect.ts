import type { DumpClock } from './clock.ts'
import { collectChats } from './collect-chats.ts'
import { collectSealed } from './collect-sealed.ts'
import { collectTabs } from './collect-tabs.ts'
import type { Collected } from './collected.ts'
import type { DumpFacts } from './facts.ts'
import { FreshPaths } from './safe-name.ts'

export interface CollectFrom {
  facts: DumpFacts
  clock: DumpClock
  /** What was fetched from the machine. */
  pulled: string
  /** What the companion exported. */
  journal: string
  /** A folder of this assembly's own, thrown away afterwards. */
  work: string
}

/** Finds everything the session left. What was expected and is not there is named too, with the reason. */
export async function collect(from: CollectFrom): Promise<Collected> {
  const paths = new FreshPaths()
  const chats = await collectChats(from, paths)
  const sealed = await collectSealed(from, paths)
  const tabs = await collectTabs(from, sealed.history)
  return {
    items: [...chats.items, ...tabs.items, ...sealed.items],
    chats: chats.chats,
    tabs: from.facts.sealed.tabs,
    history: tabs.history,
    clipboard: sealed.clipboard,
    screenshot: sealed.screenshot,
  }
}
