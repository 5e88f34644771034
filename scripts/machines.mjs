import { foreground } from './foreground.mjs'
import { setUp } from './setup/set-up.mjs'
import { machinePackages } from './setup/test-packages.mjs'

await setUp([machinePackages])
process.exitCode = await foreground(['machines/machines.ts', ...process.argv.slice(2)])
