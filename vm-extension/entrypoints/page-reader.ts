import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { collect } from '../page/collect.ts'
import { pageReaders } from '../services/page-readers.ts'

/** Run in a page's isolated world when a chat is read from what the page shows. */
export default defineUnlistedScript(() => {
  const taxiPageReader = (service: string, scroll: boolean) => {
    const reader = pageReaders[service]
    return reader ? collect(reader, { document, url: new URL(location.href) }, scroll) : null
  }
  Object.assign(globalThis, { taxiPageReader })
})
