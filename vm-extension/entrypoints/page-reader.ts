import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { look } from '../page/look.ts'
import { readFrame } from '../page/read-frame.ts'

/** Run in a page's isolated world when a chat is read from what the page shows. */
export default defineUnlistedScript(() => {
  const taxiPageReader = (service: string, scroll: boolean) =>
    look(service, { document, url: new URL(location.href) }, scroll)
  const taxiFrameReader = (service: string) => readFrame(service, document)
  Object.assign(globalThis, { taxiPageReader, taxiFrameReader })
})
