import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { type SettingName, settings } from './settings.ts'

export type Config = { [N in SettingName]: ReturnType<(typeof settings)[N]['read']> } & {
  /** The project's folder. */
  root: string
  /** TAXI_DATA_DIR, absolute. */
  dataDir: string
  production: boolean
}

export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** A setting is wrong: the message names it and says what it wants. Secrets are not repeated. */
export class WrongSetting extends Error {}

/** Reads the settings from `.env` and the environment (which wins). Throws `WrongSetting`. */
export function readConfig(
  environment: NodeJS.ProcessEnv = process.env,
  envFile = resolve(projectRoot, '.env'),
): Config {
  const file = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {}
  const given = { ...file, ...environment }
  const wrong: string[] = []
  const values = Object.entries(settings).map(([name, setting]) => {
    try {
      const value = ('secret' in setting && fromFile(given, name)) || given[name]?.trim() || setting.default
      return [name, setting.read(value)]
    } catch (error) {
      const shown = 'secret' in setting ? 'its value' : JSON.stringify(given[name]?.trim())
      wrong.push(`${name}: ${shown} will not do; it wants ${(error as Error).message}.`)
      return [name, undefined]
    }
  })
  if (wrong.length) throw new WrongSetting(wrong.join('\n'))
  const config = Object.fromEntries(values) as Config
  if (Boolean(config.ADMIN_EMAIL) !== Boolean(config.ADMIN_PASSWORD))
    throw new WrongSetting('ADMIN_EMAIL and ADMIN_PASSWORD go together: set both or neither.')
  if (Boolean(config.SMTP_HOST) !== Boolean(config.SMTP_FROM))
    throw new WrongSetting('SMTP_HOST and SMTP_FROM go together: set both or neither.')
  if (config.TELEGRAM_WEBHOOK && !config.PUBLIC_URL)
    throw new WrongSetting('TELEGRAM_WEBHOOK=on needs PUBLIC_URL: the address at which Telegram reaches this server.')
  return {
    ...config,
    root: projectRoot,
    dataDir: resolve(projectRoot, config.TAXI_DATA_DIR),
    production: environment.NODE_ENV === 'production',
  }
}

/** A secret may lie in a file: systemd and Docker hand them over so, and no process list or `docker inspect` shows them. */
function fromFile(given: NodeJS.ProcessEnv, name: string): string {
  const path = given[`${name}_FILE`]?.trim()
  if (!path) return ''
  if (given[name]?.trim()) throw new Error(`one of ${name} and ${name}_FILE, not both`)
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    throw new Error(`${name}_FILE to name a file it can read`)
  }
}
