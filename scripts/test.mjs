import { foreground } from './foreground.mjs'
import { setUp } from './setup/set-up.mjs'
import { testPackages } from './setup/test-packages.mjs'

await setUp([testPackages])
process.exitCode = await foreground(['scripts/test/test.ts', ...process.argv.slice(2)])
