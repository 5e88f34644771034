import { MAX_CHAT_BYTES } from '@taxi/contract/companion.ts'
import { type EndpointName, endpoints } from '@taxi/contract/http.ts'
import express, { type Request, type Response } from 'express'
import * as z from 'zod/mini'
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
  return asShaped(shape, request.body ?? {}, 'body')
}

/** What stands behind the `?`, as the contract has it. */
export function readQuery(name: EndpointName, request: Request): unknown {
  const { query: shape } = endpoints[name]
  return shape ? asShaped(shape, request.query, 'query') : undefined
}

function asShaped(shape: z.ZodMiniType, given: unknown, whole: string): unknown {
  const parsed = z.safeParse(shape, given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.join('.') || whole
  throw new Refusal('request.invalid', { what: `${where}: ${issue?.message ?? 'unexpected'}` })
}
