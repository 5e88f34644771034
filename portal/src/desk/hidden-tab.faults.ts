import { test } from 'node:test'
import { openDeskBrowser } from '../../../server/src/testing/desk-browser.ts'
import { hideTab } from '../../../server/src/testing/hide-tab.ts'

const TEN_MINUTES_MS = 600_000

test('a desk hidden behind another tab for ten minutes is still there', { timeout: 2 * TEN_MINUTES_MS }, async () => {
  const desk = await openDeskBrowser()
  try {
    await hideTab(desk, TEN_MINUTES_MS)
  } finally {
    await desk.close()
  }
})
