import type { OpenTab } from '@taxi/contract/companion.ts'
import { browser } from 'wxt/browser'

/** The open tabs as they stand: windows counted from 1, tabs in their order, with the names of their groups. */
export async function openTabs(): Promise<OpenTab[]> {
  const [tabs, groups] = await Promise.all([browser.tabs.query({}), browser.tabGroups.query({})])
  const windows = [...new Set(tabs.map(tab => tab.windowId))]
  const titles = new Map(groups.map(group => [group.id, group.title ?? '']))
  return tabs.map(tab => ({
    window: windows.indexOf(tab.windowId) + 1,
    index: tab.index,
    url: tab.url || tab.pendingUrl || '',
    title: tab.title ?? '',
    active: tab.active,
    pinned: tab.pinned,
    group: titles.get(tab.groupId) ?? null,
  }))
}
