import type { Config } from './config.ts'

/** The address people type, without a path at its end. */
export function publicUrl(config: Pick<Config, 'PUBLIC_URL' | 'PORT'>): string {
  return config.PUBLIC_URL || `http://localhost:${config.PORT}`
}
