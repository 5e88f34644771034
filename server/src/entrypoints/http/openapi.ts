import { type EndpointName, endpoints, Failure } from '@taxi/contract/http.ts'
import { PRODUCT } from '@taxi/contract/version.ts'
import * as z from 'zod/mini'
import server from '../../../package.json' with { type: 'json' }

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
    info: { title: PRODUCT, version: server.version },
    servers: [{ url: `${baseUrl}/api` }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Failure: schemaOf(Failure, 'output') },
    },
  }
}

function operation(name: EndpointName): Json {
  const { path, does, caller, permission, status, query, body, reply, method } = endpoints[name]
  const idempotent = 'idempotent' in endpoints[name]
  const parameters = [
    ...[...path.matchAll(/:(\w+)/g)].map(([, param]) => parameter(param ?? '', 'path', true)),
    ...Object.entries((query?.def.shape ?? {}) as Record<string, z.ZodMiniType>).map(([key, shape]) =>
      parameter(key, 'query', !z.safeParse(shape, undefined).success),
    ),
    ...(idempotent ? [parameter('Idempotency-Key', 'header', false)] : []),
  ]
  return {
    operationId: name,
    summary: does,
    ...(permission ? { description: `Needs the permission ${permission}.` } : {}),
    security: caller === 'anyone' ? [] : [{ bearer: [] }],
    ...(parameters.length ? { parameters } : {}),
    ...(body && method !== 'GET' ? { requestBody: { required: true, content: jsonOf(schemaOf(body, 'input')) } } : {}),
    responses: {
      [status]: reply
        ? { description: 'Done.', content: jsonOf(schemaOf(reply, 'output')) }
        : { description: 'A file.', content: { 'application/octet-stream': {} } },
      default: { description: 'No, and why.', content: jsonOf({ $ref: '#/components/schemas/Failure' }) },
    },
  }
}

const parameter = (name: string, where: 'path' | 'query' | 'header', required: boolean): Json => ({
  name,
  in: where,
  required,
  schema: { type: 'string' },
})

const jsonOf = (schema: Json): Json => ({ 'application/json': { schema } })

function schemaOf(shape: z.ZodMiniType, io: 'input' | 'output'): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any' }) as Json
  return schema
}
