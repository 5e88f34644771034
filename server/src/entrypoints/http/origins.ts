import type { IncomingMessage } from 'node:http'
import { COMPANION_ID, POPUP_ID } from '@taxi/contract/extension-ids.ts'
import type { Config } from '../../config.ts'
import { publicUrl } from '../../public-url.ts'

type Asked = Pick<Config, 'PUBLIC_URL' | 'PORT' | 'EXTENSION_IDS'>
export type OriginStanding = 'same' | 'extension' | 'foreign'

/**
 * Which pages may talk to the server. Requests without an Origin do not come from another site's page: browsers
 * always send it across sites. Firefox gives every installed extension an id of its own, so that it cannot be listed;
 * like all others it needs a token, and no CORS header is ever sent to it.
 */
export function originStanding(config: Asked): (request: IncomingMessage) => OriginStanding {
  const own = new Set(ownOrigins(config))
  const extensions = new Set([POPUP_ID, COMPANION_ID, ...config.EXTENSION_IDS].map(id => `chrome-extension://${id}`))
  return request => {
    const { origin } = request.headers
    if (origin === undefined || own.has(origin) || FIREFOX_EXTENSION.test(origin)) return 'same'
    return extensions.has(origin) ? 'extension' : 'foreign'
  }
}

/** Where our own pages are served: the public address, and this computer by its names. */
export function ownOrigins(config: Pick<Config, 'PUBLIC_URL' | 'PORT'>): string[] {
  const here = ['localhost', '127.0.0.1', '[::1]'].map(name => `http://${name}:${config.PORT}`)
  return [new URL(publicUrl(config)).origin, ...here]
}

const FIREFOX_EXTENSION = /^moz-extension:\/\/[0-9a-f-]{36}$/
