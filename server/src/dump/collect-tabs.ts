import type { OpenTab, PageVisit } from '@taxi/contract/companion.ts'
import type { CollectFrom } from './collect-from.ts'
import { type CollectedItem, missingItem } from './collected.ts'
import { madeFile } from './made-file.ts'
import { dumpWords } from './words.ts'

/**
 * `tabs.json` and `tabs.md`: the open tabs and the pages visited. The companion's view of history counts;
 * the machine's copy, which lags by seconds, stands in when the companion gave none.
 */
export async function collectTabs(
  { facts, clock, work }: CollectFrom,
  machineHistory: PageVisit[] | null,
): Promise<{ items: CollectedItem[]; history: PageVisit[] | null }> {
  const { tabs, why } = facts.sealed
  const history = facts.sealed.history ?? machineHistory
  const items: CollectedItem[] = []
  if (!tabs && !history) {
    items.push(missingItem('tabs.json', 'tabs', 'companion', why.tabs ?? 'the companion did not tell'))
  } else {
    const json = JSON.stringify({ format: 'taxi-tabs/1', tabs, history }, null, 2)
    const status = tabs ? {} : { status: 'partial' as const, why: why.tabs ?? 'the companion did not tell' }
    items.push(await madeFile(work, { path: 'tabs.json', kind: 'tabs', source: 'companion', ...status }, json))
  }
  const markdown = tabsMarkdown(tabs ?? [], history ?? [], facts.person.locale, clock.time)
  items.push(
    history
      ? await madeFile(
          work,
          { path: 'tabs.md', kind: 'history', source: facts.sealed.history ? 'companion' : 'machine' },
          markdown,
        )
      : missingItem('tabs.md', 'history', 'companion', why.finish ?? 'the companion did not tell'),
  )
  return { items, history }
}

function tabsMarkdown(tabs: OpenTab[], history: PageVisit[], locale: 'ru' | 'en', time: (at: Date) => string): string {
  const words = dumpWords[locale]
  const windows = [...new Set(tabs.map(tab => tab.window))]
  const lines = windows.flatMap((window, n) => [
    ...(windows.length > 1 ? ['', `### ${n + 1}`, ''] : []),
    ...tabs
      .filter(tab => tab.window === window)
      .toSorted((a, b) => a.index - b.index)
      .map(tab => `- ${link(tab.title, tab.url)}${tab.group ? ` · ${plain(tab.group)}` : ''}`),
  ])
  const visits = history.map(visit => `- ${time(new Date(visit.at))} ${link(visit.title, visit.url)}`)
  return [`## ${words.openTabs}`, '', ...lines, '', `## ${words.visited}`, '', ...visits, ''].join('\n')
}

const plain = (text: string) => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|]/g, '\\$&')
const link = (title: string, url: string) =>
  `[${plain(title) || plain(url)}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)`
