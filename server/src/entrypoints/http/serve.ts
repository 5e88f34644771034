import { type EndpointName, endpoints } from '@taxi/contract/http.ts'
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { type Actor, actingAs } from '../../db/acting.ts'
import { lacksSecondFactor, mayPerson } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import { answerFailure } from './answer-failure.ts'
import { checkParams } from './check-params.ts'
import { type FreeDisk, keepDiskFloor } from './disk-floor.ts'
import { keepPace } from './keep-pace.ts'
import { answered, type Handlers, type HttpParts, type Knock, type Who } from './knock.ts'
import { LONGEST_KEY, oncePerKey } from './once-per-key.ts'
import type { OriginStanding } from './origins.ts'
import { readBody, readQuery } from './read-body.ts'
import { bearerOf, type Doorkeeper } from './who-knocks.ts'

export interface Gate {
  parts: HttpParts
  doorkeeper: Doorkeeper
  originOf: (request: Request) => OriginStanding
  /** Seconds this caller has to wait; 0: come in. */
  tooMany: (who: Who, request: Request) => number
  freeDisk: FreeDisk
  /** A guacd is there: desks show their screens. */
  hasGuacd: () => boolean
}

/** What writes something big: refused while the disk is almost full. */
const writing = new Set<EndpointName>(['occupy', 'takeOffer', 'launchTemplate', 'journal', 'storeFile'])

/** A router that serves every endpoint of the contract, each through the same checks in the same order. */
export function serve(gate: Gate, table: Handlers): Router {
  const router = Router()
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const { method, path } = endpoints[name]
    const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'delete'
    router[verb](path, (request, response) => answer(gate, table, name, request, response))
  }
  return router
}

/** The same for addresses under `/api` without a parameter: found at once, where the router would try one after another. */
export function serveByAddress(gate: Gate, table: Handlers): RequestHandler {
  const names = (Object.keys(endpoints) as EndpointName[]).filter(name => !endpoints[name].path.includes(':'))
  const known = new Map(names.map(name => [`${endpoints[name].method} /api${endpoints[name].path}`, name]))
  return (request, response, next) => {
    const name = known.get(`${request.method} ${request.path}`)
    return name ? answer(gate, table, name, request, response) : next()
  }
}

function answer(gate: Gate, table: Handlers, name: EndpointName, request: Request, response: Response) {
  return answerOrThrow(gate, table, name, request, response).catch(error =>
    answerFailure(gate.parts, error, request, response),
  )
}

async function answerOrThrow(gate: Gate, table: Handlers, name: EndpointName, request: Request, response: Response) {
  const endpoint = endpoints[name]
  if (gate.originOf(request) === 'foreign') throw new Refusal('auth.origin')
  const params = request.params as Record<string, string>
  const who = await whoMayKnock(gate, name, request, params)
  const seconds = gate.tooMany(who, request)
  if (seconds > 0) throw new Refusal('request.too-many', { seconds: String(seconds) })
  checkParams(endpoint.path, params)
  keepPace(request)
  if (writing.has(name)) await keepDiskFloor(gate.parts.config, gate.freeDisk)
  const query = readQuery(name, request)
  const body = await readBody(name, request, response)
  response.status(endpoint.status).set('cache-control', 'no-store')
  const knock = knockOf(gate.parts, who, { params, query, body, request, response })
  const reply = await actingAs(actorOf(who, request), () => run(table, name, knock))
  if (reply !== answered) response.json(reply)
}

/** Default deny: whoever is not named by the endpoint is turned away. */
async function whoMayKnock(
  { doorkeeper }: Gate,
  name: EndpointName,
  request: Request,
  params: Record<string, string>,
): Promise<Who> {
  const { caller, permission } = endpoints[name]
  if (caller === 'anyone') return { kind: 'nobody' }
  const token = bearerOf(request)
  if (caller === 'companion') {
    checkParams(endpoints[name].path, params)
    const companion = await doorkeeper.companionOf(params.id ?? '', token)
    if (companion.kind !== 'companion') throw new Refusal('auth.required')
    return companion
  }
  const who = await doorkeeper.whoHolds(token)
  if (who.kind === 'desk' && caller === 'desk' && who.sessionId === params.id) return who
  if (who.kind === 'desk') throw new Refusal('auth.not-allowed')
  if (who.kind !== 'person') throw new Refusal('auth.required')
  if (permission && lacksSecondFactor(who.person, permission)) throw new Refusal('auth.second-factor')
  if (permission && !mayPerson(who.person, permission)) throw new Refusal('auth.not-allowed')
  return who
}

function actorOf(who: Who, request: Request): Actor {
  const person = who.kind === 'person' || who.kind === 'desk' ? { id: who.person.id, name: who.person.name } : null
  return { person, address: request.ip ?? null }
}

function knockOf(
  parts: HttpParts,
  who: Who,
  given: { params: Record<string, string>; query: unknown; body: unknown; request: Request; response: Response },
) {
  return {
    ...given,
    parts,
    who,
    get person() {
      if (who.kind !== 'person' && who.kind !== 'desk') throw new Refusal('auth.required')
      return who.person
    },
    get signedIn() {
      if (who.kind !== 'person') throw new Refusal('auth.required')
      return who.person
    },
  }
}

async function run(table: Handlers, name: EndpointName, given: ReturnType<typeof knockOf>): Promise<unknown> {
  // The table’s type ties each handler to its endpoint; the loop over names cannot say so.
  const handler = table[name] as Handlers['hello'] | Handlers['occupy']
  const knock = given as Knock<'hello'> & Knock<'occupy'>
  if (typeof handler === 'function') return replay(name, given, () => handler(knock))
  const kept = await replay(name, given, () => handler.run(knock))
  return handler.finish(knock, kept as object)
}

async function replay(name: EndpointName, knock: ReturnType<typeof knockOf>, command: () => Promise<unknown>) {
  const key = knock.request.get('idempotency-key')
  if (!key || !endpoints[name].idempotent || knock.who.kind !== 'person') return command()
  if (key.length > LONGEST_KEY) throw new Refusal('request.invalid', { what: 'Idempotency-Key' })
  const { method, path } = endpoints[name]
  const route = `${method} ${path.replace(/:(\w+)/g, (_, param: string) => knock.params[param] ?? '')}`
  const keyed = { personId: knock.who.person.id, route, key, body: knock.body, now: knock.parts.now() }
  const { status, reply } = await oncePerKey(knock.parts.db, keyed, async () => {
    const reply = (await command()) as object
    return { status: knock.response.statusCode, reply }
  })
  knock.response.status(status)
  return reply
}
