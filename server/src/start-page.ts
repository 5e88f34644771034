import type { Config } from './config.ts'

/** The practice service lives on this server: its slot's address has no host of its own. */
export function startPage(config: Pick<Config, 'PORT'>, url: string): string {
  return url.startsWith('/') ? `http://127.0.0.1:${config.PORT}${url}` : url
}
