import { browser } from 'wxt/browser'
import { defineBackground } from 'wxt/utils/define-background'
import { startCompanion } from '../companion.ts'

declare global {
  /** For the machine's driver, which reaches the worker over the debugging port. */
  var taxi: ReturnType<typeof startCompanion>
}

export default defineBackground({
  type: 'module',
  main() {
    // The machine's token lies there: a page that broke out of its frame must not find it.
    void browser.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' })
    const companion = startCompanion()
    globalThis.taxi = companion
    const boot = () => void companion.boot()
    // Whatever wakes the worker brings the line back; the alarm is the net below everything.
    browser.alarms.create('boot', { periodInMinutes: 0.5 })
    browser.alarms.onAlarm.addListener(boot)
    browser.runtime.onStartup.addListener(boot)
    browser.runtime.onInstalled.addListener(boot)
    browser.storage.onChanged.addListener((_, area) => {
      if (area === 'managed') boot()
    })
    boot()
  },
})
