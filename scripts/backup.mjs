import { foreground } from './foreground.mjs'

// No set-up: a timer calls it, beside a server that has had its own.
process.exitCode = await foreground(['scripts/backup/backup.ts', ...process.argv.slice(2)])
