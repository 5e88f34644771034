import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { look } from '../page/look.ts'

/** Run in a page's isolated world when a chat is read from what the page shows. */
export default defineUnlistedScript(() => {
  const taxiPageReader = (service: string, scroll: boolean) =>
    look(service, { document, url: new URL(location.href) }, scroll)
  Object.assign(globalThis, { taxiPageReader })
})
