import { COMPANION_KEY } from '@taxi/contract/extension-ids.ts'
import { defineConfig } from 'wxt'
import { GUARD_PERMISSIONS } from './guards/permissions.ts'

/**
 * Off unless asked for: with this permission Chromium 156 loses, at about every second start, the page it is started with
 * and the companion's first connection, when the companion is named on the command line.
 */
const guarding = process.env.COMPANION_GUARDS === 'on' ? GUARD_PERMISSIONS : []

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
      'downloads',
      'history',
      'pageCapture',
      'scripting',
      'storage',
      'tabGroups',
      'tabs',
      'unlimitedStorage',
      // Never `webRequest`: in Chromium 156 the mere permission leaves the page the browser starts on hanging, one start in
      // four. What a page sends is seen from inside it instead (watcher.content.ts).
      'webNavigation',
      ...guarding,
    ],
    // The browser is the machine's own and its slots change: which services are there is the server's to say.
    host_permissions: ['<all_urls>'],
    storage: { managed_schema: 'managed-schema.json' },
  },
})
