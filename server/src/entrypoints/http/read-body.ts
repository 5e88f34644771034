import { MAX_CHAT_BYTES } from '@taxi/contract/companion.ts'
import { type EndpointName, endpoints } from '@taxi/contract/http.ts'
import express, { type Request, type Response } from 'express'
import * as z from 'zod/mini'
import { keepable } from '../../domain/keepable.ts'
import { Refusal } from '../../domain/refusal.ts'

const ordinary = express.json({ limit: '1mb' })
const journal = express.json({ limit: MAX_CHAT_BYTES })

/** The body as the contract has it; keys it does not know are dropped. Read only after the caller is known. */
export async function readBody(name: EndpointName, request: Request, response: Response): Promise<unknown> {
  const { body: shape } = endpoints[name]
  if (!shape) return undefined
  await new Promise<void>((resolve, reject) => {
    const read = name === 'journal' ? journal : ordinary
    read(request, response, error => (error ? reject(error) : resolve()))
  })
  const body = asShaped(shape, request.body ?? {}, 'body')
  return name === 'journal' ? body : withoutNul(body, 'body')
}

/** What stands behind the `?`, as the contract has it. */
export function readQuery(name: EndpointName, request: Request): unknown {
  const { query: shape } = endpoints[name]
  return shape ? withoutNul(asShaped(shape, request.query, 'query'), 'query') : undefined
}

function asShaped(shape: z.ZodMiniType, given: unknown, whole: string): unknown {
  const kept = keepable(given)
  if (!kept) throw new Refusal('request.invalid', { what: `${whole}: nested too deep` })
  const parsed = z.safeParse(shape, kept.value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.join('.') || whole
  throw new Refusal('request.invalid', { what: `${where}: ${issue?.message ?? 'unexpected'}` })
}

/** The one character PostgreSQL cannot hold in a text. Nobody types it. */
function withoutNul(data: unknown, whole: string): unknown {
  if (hasNul(data)) throw new Refusal('request.invalid', { what: `${whole}: a character that is none` })
  return data
}

function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  return typeof value === 'object' && value !== null && Object.values(value).some(hasNul)
}
