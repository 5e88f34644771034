import { collectChats } from './collect-chats.ts'
import type { CollectFrom } from './collect-from.ts'
import { collectSealed } from './collect-sealed.ts'
import { collectTabs } from './collect-tabs.ts'
import type { Collected } from './collected.ts'
import { FreshPaths } from './safe-name.ts'

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
    selection: sealed.selection,
    screenshot: sealed.screenshot,
  }
}
