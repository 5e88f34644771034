import { timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { readFigures } from '../../db/read/figures.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Parts } from '../../parts.ts'
import { bearerOf } from './who-knocks.ts'

type Needs = Pick<Parts, 'config' | 'db' | 'desks' | 'now'>

export interface Metrics {
  /** Times every answer of the server. */
  timed: RequestHandler
  /** `GET /metrics` in Prometheus' words. */
  tell: RequestHandler
}

const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.5, 1, 5, 30]

/** What a Prometheus may know: counts and times, no name and no id of anybody. What concerns all servers each tells alike. */
export function createMetrics(parts: Needs): Metrics {
  const registry = new Registry()
  const answers = new Histogram({
    name: 'taxi_http_seconds',
    help: 'Answers of this server, by method and status.',
    labelNames: ['method', 'status'],
    buckets: SECONDS,
    registers: [registry],
  })
  const gauges = new Map<string, Gauge>()
  const gauge = (name: string, help: string) => {
    const known = gauges.get(name) ?? new Gauge({ name, help, labelNames: ['is'], registers: [registry] })
    gauges.set(name, known)
    return known
  }
  let started = false

  async function measure(): Promise<void> {
    // Watching the process costs a little: only where somebody asks for it.
    if (!started) collectDefaultMetrics({ register: registry })
    started = true
    gauge('taxi_desks', 'Open desks at this server.').set(parts.desks.list().length)
    for (const { name, help, values } of await readFigures(parts.db, parts.now())) {
      gauge(name, help).reset()
      for (const [is, value] of Object.entries(values)) gauge(name, help).set({ is }, value)
    }
  }

  return {
    timed(request, response, next) {
      const done = answers.startTimer({ method: request.method })
      response.once('finish', () => done({ status: String(response.statusCode) }))
      next()
    },
    async tell(request, response) {
      if (!mayMeasure(request, parts.config)) throw new Refusal('request.unknown')
      await measure()
      response.type(registry.contentType).send(await registry.metrics())
    },
  }
}

/** With METRICS_TOKEN whoever brings it, from wherever; without one, programs of this computer that came by no proxy. */
function mayMeasure(request: Request, { METRICS_TOKEN }: Pick<Parts['config'], 'METRICS_TOKEN'>): boolean {
  if (METRICS_TOKEN) return isSame(bearerOf(request) ?? '', METRICS_TOKEN)
  const cameByProxy = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined
  return !cameByProxy && LOOPBACK.has(request.socket.remoteAddress ?? '')
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)]
  return one.length === other.length && timingSafeEqual(one, other)
}
