import { foreground } from './foreground.mjs'
import { serverEnvironment, serverFlags } from './server-command.mjs'
import { setUp } from './setup/set-up.mjs'

await setUp()
process.exitCode = await foreground([...serverFlags, 'server/src/main.ts', ...process.argv.slice(2)], {
  ...process.env,
  ...serverEnvironment,
})
