import { anyPage } from '../services/any-page.ts'
import { pageReaders } from '../services/page-readers.ts'
import type { Shown } from '../services/shown.ts'
import { collect } from './collect.ts'
import type { Seen } from './page-reader.ts'
import { readArticle } from './read-article.ts'

/** What a page shows, as the reader of this service finds it; null when there is none. */
export async function look(service: string, seen: Seen, scroll: boolean): Promise<Shown | null> {
  if (service === anyPage.name) return { ...readArticle(seen, scroll), chat_id: anyPage.chatAt(seen.url) }
  const reader = pageReaders[service]
  return reader ? collect(reader, seen, scroll) : null
}
