import type { ParamNames } from '@taxi/contract/client.ts'
import type { EndpointName, Endpoints } from '@taxi/contract/http.ts'
import type { Request, Response } from 'express'
import type * as z from 'zod/mini'
import type { Person } from '../../domain/person.ts'
import type { Parts } from '../../parts.ts'
import type { Board } from '../live/board.ts'

/** Somebody whose token was checked. */
export interface Visitor extends Person {
  locale: 'ru' | 'en'
  /** The sign-in they came with; a desk page may have lost it. */
  familyId: string | null
}

/** Who knocks, after their token was checked. */
export type Who =
  | { kind: 'nobody' }
  | { kind: 'person'; person: Visitor & { familyId: string } }
  | { kind: 'desk'; person: Visitor; sessionId: string; windowId: string | null }
  | { kind: 'companion'; sessionId: string }

/** What handlers are given besides the parts. */
export interface HttpParts extends Parts {
  board: Board
}

type BodyOf<N extends EndpointName> = Endpoints[N]['body'] extends z.ZodMiniType
  ? z.output<Endpoints[N]['body']>
  : undefined
type QueryOf<N extends EndpointName> = Endpoints[N]['query'] extends z.ZodMiniType
  ? z.output<Endpoints[N]['query']>
  : undefined
type ReplyOf<N extends EndpointName> = Endpoints[N]['reply'] extends z.ZodMiniType
  ? z.input<Endpoints[N]['reply']>
  : never

/** One request that got through: caller, permission and body are checked. */
export interface Knock<N extends EndpointName> {
  parts: HttpParts
  who: Who
  /** The person who asks, on their own or through a desk page. Refuses when there is none. */
  person: Visitor
  /** The person who asks with a sign-in of their own, not through a desk page. */
  signedIn: Visitor & { familyId: string }
  params: Record<ParamNames<Endpoints[N]['path']>, string>
  query: QueryOf<N>
  body: BodyOf<N>
  request: Request
  response: Response
}

/** The handler has written the answer itself. */
export const answered = Symbol('answered')
type Run<N extends EndpointName> = (knock: Knock<N>) => Promise<ReplyOf<N> | typeof answered>
/** For a command whose answer holds something that must not be kept: `run` is done once per key, `finish` every time. */
interface RunAndFinish<N extends EndpointName> {
  run: (knock: Knock<N>) => Promise<object>
  finish: (knock: Knock<N>, kept: object) => Promise<ReplyOf<N>>
}
export type Handler<N extends EndpointName> = Run<N> | RunAndFinish<N>
export type Handlers = { [N in EndpointName]: Handler<N> }

/** A part of the table; each handler is checked against its endpoint in the contract. */
export const handlers = <const Names extends EndpointName>(part: Pick<Handlers, Names>): Pick<Handlers, Names> => part
