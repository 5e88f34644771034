import { type EndpointName, endpoints, Failure } from '@taxi/contract/http.ts'
import { PRODUCT } from '@taxi/contract/version.ts'
import * as z from 'zod/mini'
import server from '../../../package.json' with { type: 'json' }
import { LONGEST_ID } from './check-params.ts'
import { LONGEST_KEY } from './once-per-key.ts'

type Json = Record<string, unknown>

/** The contract as OpenAPI 3.1, for those who write a client in another language. */
export function openApi(baseUrl: string): Json {
  const paths: Record<string, Json> = {}
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const { path, method } = endpoints[name]
    const template = path.replace(/:(\w+)/g, '{$1}')
    paths[template] = { ...paths[template], [method.toLowerCase()]: operation(name) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: PRODUCT,
      version: server.version,
      description:
        'Slots, turns, queues, bookings and dumps of one company. Served by that company for its own people.',
      contact: { name: 'The administrator of this server', url: `${baseUrl}/app/` },
    },
    servers: [{ url: `${baseUrl}/api`, 'x-internal': true }],
    tags: [...new Set(Object.values(endpoints).map(tagOf))].map(name => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'A person’s access token, or a desk page’s or companion’s.',
        },
        administrator: {
          type: 'http',
          scheme: 'bearer',
          description: 'The access token of somebody with the permission named, who has a second factor.',
        },
      },
      schemas: { Failure: schemaOf(Failure, 'output') },
    },
  }
}

function operation(name: EndpointName): Json {
  const { path, does, caller, permission, status, query, body, reply, method } = endpoints[name]
  const idempotent = 'idempotent' in endpoints[name]
  const parameters = [
    ...[...path.matchAll(/:(\w+)/g)].map(([, param]) =>
      parameter(param ?? '', 'path', { type: 'string', maxLength: LONGEST_ID }),
    ),
    ...Object.entries((query?.def.shape ?? {}) as Record<string, z.ZodMiniType>).map(([key, shape]) =>
      parameter(key, 'query', schemaOf(shape, 'input'), !z.safeParse(shape, undefined).success),
    ),
    ...(idempotent ? [parameter('Idempotency-Key', 'header', { type: 'string', maxLength: LONGEST_KEY }, false)] : []),
  ]
  return {
    operationId: name,
    summary: does,
    description: permission ? `${does} Needs the permission ${permission}.` : does,
    tags: [tagOf({ path })],
    security: caller === 'anyone' ? [] : [path.startsWith('/admin/') ? { administrator: [] } : { bearer: [] }],
    ...(parameters.length ? { parameters } : {}),
    ...(body && method !== 'GET' ? { requestBody: { required: true, content: jsonOf(schemaOf(body, 'input')) } } : {}),
    responses: {
      [status]: reply
        ? { description: 'Done.', content: jsonOf(schemaOf(reply, 'output')) }
        : { description: 'A file.', content: { 'application/octet-stream': {} } },
      400: no('The request is not of this shape.'),
      ...(caller === 'anyone' ? {} : { 401: no('Nobody is signed in with this token.') }),
      429: { ...no('Too often.'), headers: { 'Retry-After': RETRY_AFTER } },
      500: no('Something broke here.'),
      default: no('No, and why.'),
    },
  }
}

const tagOf = ({ path }: { path: string }) => path.split('/')[1] ?? ''

const no = (description: string): Json => ({
  description,
  content: jsonOf({ $ref: '#/components/schemas/Failure' }),
})
const RETRY_AFTER: Json = {
  description: 'Seconds to wait.',
  schema: { type: 'integer', format: 'int32', minimum: 1, maximum: 3600 },
}

const parameter = (name: string, where: 'path' | 'query' | 'header', schema: Json, required = true): Json => ({
  name,
  in: where,
  required,
  schema,
})

const jsonOf = (schema: Json): Json => ({ 'application/json': { schema } })

function schemaOf(shape: z.ZodMiniType, io: 'input' | 'output'): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any', override }) as Json
  return schema
}

const longest: Record<string, number> = { uuid: 36, date: 10, 'date-time': 40 }

/** What zod leaves unsaid: how long a text of a known format is, and that whole numbers are those of JavaScript. */
function override({ jsonSchema }: { jsonSchema: Json }): void {
  const { type, format } = jsonSchema
  if (type === 'integer') jsonSchema.format = 'int64'
  if (typeof format === 'string' && longest[format]) jsonSchema.maxLength ??= longest[format]
}
