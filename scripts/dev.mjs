import { foreground } from './foreground.mjs'
import { serverFlags } from './server-command.mjs'
import { setUp } from './setup/set-up.mjs'

// Starts the server again when one of its files changes; after a change of a page, `npm run build` makes it anew.
await setUp()
process.exitCode = await foreground(['--watch', '--watch-preserve-output', ...serverFlags, 'server/src/main.ts'])
