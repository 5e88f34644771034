import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { readPracticePage } from '../services/practice.page.ts'

/** Run in a page's isolated world when a chat must be read from what the page shows. */
export default defineUnlistedScript(() => {
  Object.assign(globalThis, { taxiPageReader: { practice: readPracticePage } })
})
