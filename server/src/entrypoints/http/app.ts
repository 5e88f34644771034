import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { Refusal } from '../../domain/refusal.ts'
import { publicUrl } from '../../public-url.ts'
import { packageRoutes } from '../companion/package-routes.ts'
import { practiceRoutes } from '../practice/practice.ts'
import { answerFailure } from './answer-failure.ts'
import { cors } from './cors.ts'
import { everyEndpointOnce, table } from './handlers.ts'
import { createMetrics } from './metrics.ts'
import { openApi } from './openapi.ts'
import { pages } from './pages.ts'
import { ready } from './ready.ts'
import { securityHeaders } from './security-headers.ts'
import { type Gate, serve, serveByAddress } from './serve.ts'
import { telegramWebhook } from './telegram-webhook.ts'

/** Everything the server answers over HTTP. The bare paths answer like those under `/api`. */
export function createApp(gate: Gate): Express {
  everyEndpointOnce()
  const { parts } = gate
  const app = express()
  app.disable('x-powered-by').disable('etag')
  // Only a proxy of ours may say where a request comes from.
  app.set('trust proxy', parts.config.PROXIES).set('query parser', 'simple')
  const metrics = createMetrics(parts)
  app.use(metrics.timed)
  app.use(securityHeaders(parts.config))
  app.use(cors(gate.originOf))
  app.use(serveByAddress(gate, table))
  app.use(telegramWebhook(parts))
  app.get('/healthz', (_, response) => response.json({ ok: true }))
  app.get('/readyz', ready(gate))
  app.get('/metrics', metrics.tell)
  // Bytes, once: a thousand who read it slowly share them.
  const description = Buffer.from(JSON.stringify(openApi(publicUrl(parts.config))))
  app.get(['/api/openapi.json', '/openapi.json'], (request, response) => {
    const seconds = gate.tooMany({ kind: 'nobody' }, request)
    if (seconds > 0) throw new Refusal('request.too-many', { seconds: String(seconds) })
    response.type('json').send(description)
  })
  const endpoints = serve(gate, table)
  app.use('/api', endpoints, () => {
    throw new Refusal('request.unknown')
  })
  app.use(packageRoutes(parts))
  app.use('/practice', practiceRoutes(parts.config.dataDir))
  app.use(pages(parts.config.root))
  app.use(endpoints, () => {
    throw new Refusal('request.unknown')
  })
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) =>
    answerFailure(parts, error, request, response),
  )
  return app
}
