import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** What helmet sets is the same for every answer: asked once instead of running its twelve steps each time. */
export function securityHeaders(overTls: boolean): RequestHandler {
  const asked = new IncomingMessage(new Socket())
  const model = new ServerResponse(asked)
  policy(overTls)(asked, model, () => {})
  const headers = new Map(Object.entries(model.getHeaders()).map(([name, value]) => [name, String(value)]))
  return (_, response, next) => {
    response.setHeaders(headers)
    next()
  }
}

function policy(overTls: boolean) {
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
        connectSrc: ["'self'", 'ws:', 'wss:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Without TLS a browser would be locked out of the address for a year.
    strictTransportSecurity: overTls ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
  })
}
