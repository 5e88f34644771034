import { foreground } from './foreground.mjs'
import { setUp } from './setup/set-up.mjs'
import { machinePackages, testPackages } from './setup/test-packages.mjs'

await setUp([testPackages, machinePackages])
process.exitCode = await foreground(['scripts/test/test.ts', ...process.argv.slice(2)])
