import tailwind from '@tailwindcss/vite'
import { POPUP_KEY } from '@taxi/contract/extension-ids.ts'
import solid from 'vite-plugin-solid'
import { defineConfig } from 'wxt'

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  manifest: ({ browser }) => ({
    name: 'VDI Taxi',
    description: '__MSG_description__',
    default_locale: 'en',
    // `tabs` is not asked for: the click on the icon grants `activeTab`, enough to read the invitation's address.
    permissions: ['activeTab', 'alarms', 'notifications', 'storage'],
    // Asked for one host, and only where the server's CORS answer does not reach (Firefox, an extension packed anew).
    optional_host_permissions: ['http://*/*', 'https://*/*'],
    storage: { managed_schema: 'managed-schema.json' },
    commands: { _execute_action: { suggested_key: { default: 'Alt+Shift+X' } } },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'popup@vdi-taxi.app',
              strict_min_version: '128.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : {
          key: POPUP_KEY,
          minimum_chrome_version: '123',
          // Left out it would let every other extension speak to this one.
          externally_connectable: { ids: [] },
        }),
  }),
  vite: () => ({ plugins: [solid(), tailwind()] }),
})
