import type * as z from 'zod/mini'
import type { PermissionName } from './people.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
/** Who may knock: nobody in particular, a signed-in person, a person or the desk page of that session, a session's companion. */
export type Caller = 'anyone' | 'person' | 'desk' | 'companion'

export interface Endpoint<
  Body extends z.ZodMiniType | undefined = z.ZodMiniType | undefined,
  Reply extends z.ZodMiniType | undefined = z.ZodMiniType | undefined,
  Query extends z.ZodMiniType | undefined = z.ZodMiniType | undefined,
> {
  method: Method
  /** Below `/api`; `:name` is a parameter. */
  path: string
  /** One sentence for openapi.json. */
  does: string
  caller: Caller
  /** What the person must hold besides being signed in. */
  permission: PermissionName | null
  status: number
  /** What stands behind the `?`; all of it is text. */
  query: Query
  body: Body
  /** undefined: the reply is a file or a page, not JSON. */
  reply: Reply
  /** A repeat with the same Idempotency-Key gets the first answer back. */
  idempotent?: boolean
}

type Options<
  B extends z.ZodMiniType | undefined,
  R extends z.ZodMiniType | undefined,
  Q extends z.ZodMiniType | undefined,
> = {
  does: string
  caller?: Caller
  permission?: PermissionName
  status?: number
  query?: Q
  body?: B
  reply?: R
  idempotent?: boolean
}

export function endpoint<
  const P extends string,
  B extends z.ZodMiniType | undefined = undefined,
  R extends z.ZodMiniType | undefined = undefined,
  Q extends z.ZodMiniType | undefined = undefined,
>(method: Method, path: P, options: Options<B, R, Q>): Endpoint<B, R, Q> & { path: P } {
  return {
    method,
    path,
    does: options.does,
    caller: options.caller ?? 'person',
    permission: options.permission ?? null,
    status: options.status ?? 200,
    query: options.query as Q,
    body: options.body as B,
    reply: options.reply as R,
    ...(options.idempotent ? { idempotent: true } : {}),
  }
}
