import { parseArgs } from 'node:util'
import { restore } from '../../server/src/backup/restore.ts'
import { readConfig } from '../../server/src/config.ts'
import { openLog } from '../../server/src/log.ts'

const USAGE = `npm run restore -- <file>            brings a backup back into the empty data folder, and checks it. What may have been sent since is not
                                     sent again, everybody signs in anew, turns of then are over.
npm run restore -- <file> --moved    nothing ran since the backup was made (another computer): all goes on where it was.`

const { values, positionals } = parseArgs({ allowPositionals: true, options: { moved: { type: 'boolean' } } })
const [file] = positionals
process.umask(0o077)
if (file) await bringBack(file)
else {
  console.error(USAGE)
  process.exitCode = 64
}

async function bringBack(from: string): Promise<void> {
  const config = readConfig()
  try {
    // To the terminal alone: a file of the log's would be the first thing in the folder that has to be empty.
    const log = openLog({ ...config, LOG_LEVEL: 'warn', production: true })
    const { at, people, dumps, gone } = await restore(config, from, log, { moved: values.moved ?? false })
    console.log(
      `As of ${at}: ${people} people, ${dumps} dumps; ${gone} were over by now. The rows and the audit log are in order.`,
    )
    if (!values.moved)
      console.log('People, roles and passwords are those of then. Look at People before you start the server.')
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
