import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { Config } from '../../config.ts'
import { publicUrl } from '../../public-url.ts'
import { ownOrigins } from './origins.ts'

type Asked = Pick<Config, 'PUBLIC_URL' | 'PORT'>

/** What helmet sets is the same for every answer: asked once instead of running its twelve steps each time. */
export function securityHeaders(config: Asked): RequestHandler {
  const asked = new IncomingMessage(new Socket())
  const model = new ServerResponse(asked)
  policy(config)(asked, model, () => {})
  const headers = new Map(Object.entries(model.getHeaders()).map(([name, value]) => [name, String(value)]))
  return (_, response, next) => {
    response.setHeaders(headers)
    next()
  }
}

function policy(config: Asked) {
  const overTls = publicUrl(config).startsWith('https:')
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The desk's canvas layers are placed with style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'data:', 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", ...socketAddresses(config)],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Without TLS a browser would be locked out of the address for a year.
    strictTransportSecurity: overTls ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  })
}

/** Not every browser takes 'self' for WebSockets too. A policy cannot name an IPv6 address. */
function socketAddresses(config: Asked): string[] {
  return ownOrigins(config)
    .filter(origin => !origin.includes('['))
    .map(origin => origin.replace(/^http/, 'ws'))
}
