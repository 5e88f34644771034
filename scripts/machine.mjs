import { foreground } from './foreground.mjs'
import { setUp } from './setup/set-up.mjs'

await setUp()
process.exitCode = await foreground(['scripts/machine/machine.ts', ...process.argv.slice(2)])
