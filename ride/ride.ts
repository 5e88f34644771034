import { parseArgs } from 'node:util'
import { type RideReport, takeRide } from './take-ride.ts'

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, shots: { type: 'string' } } })
const say = values.json ? () => {} : (line: string) => console.log(line)

const report: RideReport = await takeRide({ say, ...(values.shots ? { shots: values.shots } : {}) }).catch(
  (error: unknown) => ({
    ok: false as const,
    error: error instanceof Error ? error.message : String(error),
  }),
)
// One line, with the spaces people search for: `"ok": true`.
if (values.json) console.log(JSON.stringify(report, null, 1).replaceAll(/\n\s*/g, ' '))
else if (!report.ok) console.error(`The ride failed: ${report.error}`)
else console.log(`The ride went well: ${report.dump.files} files in the dump, all ${report.dump.items} items complete.`)
process.exit(report.ok ? 0 : 1)
