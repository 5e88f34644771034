import { COMPANION_KEY } from '@taxi/contract/extension-ids.ts'
import { defineConfig } from 'wxt'

export default defineConfig({
  imports: false,
  manifest: {
    name: 'VDI Taxi: companion',
    short_name: 'Taxi',
    description: 'Brings the chats of a turn to the person who made them.',
    key: COMPANION_KEY,
    minimum_chrome_version: '120',
    incognito: 'not_allowed',
    // Left out it would let every other extension speak to this one.
    externally_connectable: { ids: [] },
    permissions: [
      'alarms',
      'cookies',
      // The guards; and to read what they stopped, which the browser tells in no other way.
      'declarativeNetRequest',
      'declarativeNetRequestFeedback',
      'downloads',
      'history',
      'pageCapture',
      'scripting',
      'storage',
      'tabGroups',
      'tabs',
      'unlimitedStorage',
      // Never `webRequest`: what a page sends is seen from inside it instead (watcher.content.ts).
      'webNavigation',
    ],
    // The browser is the machine's own and its slots change: which services are there is the server's to say.
    host_permissions: ['<all_urls>'],
    storage: { managed_schema: 'managed-schema.json' },
  },
})
