import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Logger, multistream, destination as open, pino } from 'pino'
import type { Config } from './config.ts'
import { redactorFor } from './redact.ts'

const LARGEST = 50 * 1024 * 1024
const secret = ['token', 'pass', 'password', 'secret', 'authorization', 'refresh_token', 'upload_token']

type Needs = Pick<Config, 'LOG_LEVEL' | 'dataDir' | 'production'> & Partial<Config>

/**
 * Everything goes to `<data>/logs/server.log`, what somebody should see now to the terminal as well; in production all
 * of it. Whatever is written passes one place that takes secrets out.
 */
export function openLog(config: Needs): Logger {
  const redacted = redactorFor(config)
  const clean = (stream: { write(line: string): unknown }) => ({
    write: (line: string) => void stream.write(redacted(line)),
  })
  const options = {
    level: config.LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { error: pino.stdSerializers.err },
    redact: { paths: [...secret, ...secret.map(name => `*.${name}`)], censor: '(secret)' },
  }
  if (config.production) return pino(options, clean(open({ dest: 1, sync: true })))
  const streams = [
    { level: 'trace', stream: clean(open({ dest: logFile(config.dataDir), sync: true })) },
    { level: 'warn', stream: clean(process.stderr) },
  ] as const
  return pino(options, multistream([...streams]))
}

function logFile(dataDir: string): string {
  const folder = join(dataDir, 'logs')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'server.log')
  if (existsSync(file) && statSync(file).size > LARGEST) renameSync(file, join(folder, 'server.1.log'))
  return file
}
