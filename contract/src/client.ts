import type * as z from 'zod/mini'
import { type EndpointName, type Endpoints, endpoints, Failure } from './http.ts'

type BodyOf<N extends EndpointName> = Endpoints[N]['body'] extends z.ZodMiniType
  ? z.input<Endpoints[N]['body']>
  : undefined
type QueryOf<N extends EndpointName> = Endpoints[N]['query'] extends z.ZodMiniType
  ? z.input<Endpoints[N]['query']>
  : undefined
type ReplyOf<N extends EndpointName> = Endpoints[N]['reply'] extends z.ZodMiniType
  ? z.output<Endpoints[N]['reply']>
  : Response
export type ParamNames<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Name
    : never
type Empty = Record<never, never>
type ParamsOf<N extends EndpointName> = [ParamNames<Endpoints[N]['path']>] extends [never]
  ? { params?: undefined }
  : { params: Record<ParamNames<Endpoints[N]['path']>, string> }
/** A body that may be `{}` may be left out. */
type BodyPart<N extends EndpointName> =
  BodyOf<N> extends undefined
    ? { body?: undefined }
    : Empty extends BodyOf<N>
      ? { body?: BodyOf<N> }
      : { body: BodyOf<N> }
type QueryPart<N extends EndpointName> =
  QueryOf<N> extends undefined
    ? { query?: undefined }
    : Empty extends QueryOf<N>
      ? { query?: QueryOf<N> }
      : { query: QueryOf<N> }
export type CallOptions<N extends EndpointName> = ParamsOf<N> &
  BodyPart<N> &
  QueryPart<N> & { idempotencyKey?: string; signal?: AbortSignal }
export type Reply<N extends EndpointName> = ReplyOf<N>

/** The server said no: `code` is one of `refusals`, or `server.unreachable` when it did not answer at all. */
export class Refused extends Error {
  readonly code: string
  readonly status: number
  readonly next: string | undefined
  readonly id: string
  readonly details: Record<string, string>
  constructor(
    status: number,
    error: { code: string; message: string; next?: string; id: string; details?: Record<string, string> },
  ) {
    super(error.message)
    this.name = 'Refused'
    this.code = error.code
    this.status = status
    this.next = error.next
    this.id = error.id
    this.details = error.details ?? {}
  }
}

export interface ClientOptions {
  /** Where the server is, without `/api`: `https://taxi.example.com`. */
  base: string
  /** The access token to send, asked anew for every call; null when signed out. */
  token?: () => string | null | Promise<string | null>
  /** Called once when a call was answered 401 `auth.required`; true means: try again with the new token. */
  renew?: () => Promise<boolean>
  locale?: () => 'ru' | 'en'
  fetch?: typeof fetch
}
export type Client = ReturnType<typeof createClient>

interface Call {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
  idempotencyKey?: string
  signal?: AbortSignal
}

/** The one typed way to the server, for popup, portal, companion and tests. Throws `Refused`. */
export function createClient(options: ClientOptions) {
  const send = options.fetch ?? ((input: string, init?: RequestInit) => fetch(input, init))

  async function once(name: EndpointName, call: Call) {
    const { method, path, body: takesBody } = endpoints[name]
    const token = await options.token?.()
    const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(call.params?.[key] ?? ''))
    const asked = new URLSearchParams(Object.entries(call.query ?? {}).filter(([, value]) => value !== undefined))
    const url = `${options.base}/api${filled}${asked.size ? `?${asked}` : ''}`
    return send(url, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(takesBody ? { 'content-type': 'application/json' } : {}),
        ...(options.locale ? { 'accept-language': options.locale() } : {}),
        ...(call.idempotencyKey ? { 'idempotency-key': call.idempotencyKey } : {}),
      },
      ...(takesBody ? { body: JSON.stringify(call.body ?? {}) } : {}),
      ...(call.signal ? { signal: call.signal } : {}),
    }).catch((cause: unknown) => {
      throw new Refused(0, { code: 'server.unreachable', message: String(cause), id: '' })
    })
  }

  async function answer(name: EndpointName, given: Parameters<typeof once>[1]): Promise<Response> {
    let response = await once(name, given)
    if (response.status === 401 && options.renew && endpoints[name].caller !== 'anyone') {
      if (await options.renew()) response = await once(name, given)
    }
    if (!response.ok) throw await refusedBy(response)
    return response
  }

  /** The reply together with its headers. */
  async function callWithHeaders<N extends EndpointName>(
    name: N,
    ...[given]: Empty extends CallOptions<N> ? [CallOptions<N>?] : [CallOptions<N>]
  ): Promise<{ reply: Reply<N>; headers: Headers }> {
    const response = await answer(name, (given ?? {}) as Parameters<typeof once>[1])
    const reply = endpoints[name].reply ? await response.json() : response
    return { reply: reply as Reply<N>, headers: response.headers }
  }

  async function call<N extends EndpointName>(
    name: N,
    ...given: Empty extends CallOptions<N> ? [CallOptions<N>?] : [CallOptions<N>]
  ): Promise<Reply<N>> {
    return (await callWithHeaders(name, ...given)).reply
  }
  return { call, callWithHeaders, base: options.base }
}

/** The "no" in an answer that is not `ok`. */
export async function refusedBy(response: Response): Promise<Refused> {
  const parsed = Failure.safeParse(await response.json().catch(() => null))
  if (!parsed.success)
    return new Refused(response.status, { code: 'server.failed', message: response.statusText, id: '' })
  const { next, details, ...rest } = parsed.data.error
  return new Refused(response.status, { ...rest, ...(next ? { next } : {}), ...(details ? { details } : {}) })
}
