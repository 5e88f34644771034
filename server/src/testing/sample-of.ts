import { randomInt, randomUUID } from 'node:crypto'
import * as z from 'zod/mini'

/** What stands in every place of a kind; the rest is made up to fit. */
export interface Filling {
  /** In every text that is free: no format, no pattern, no list. Cut to the length the field takes. */
  text: string
  /** In every number. */
  number?: number
  /** In every date. */
  date?: string
}

interface Schema {
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  maxLength?: number
  minLength?: number
  minimum?: number
}

/** A body as this shape has it, every field filled in, also those that may be left out. */
export function sampleOf(shape: z.ZodMiniType, filling: Filling): unknown {
  return fill(z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Schema, filling)
}

function fill(schema: Schema, filling: Filling): unknown {
  if ('const' in schema) return schema.const
  if (schema.enum) return schema.enum[0]
  const choice = (schema.anyOf ?? schema.oneOf)?.[0]
  if (choice) return fill(choice, filling)
  if (schema.type === 'object') return record(schema, filling)
  if (schema.type === 'array') return [fill(schema.items ?? {}, filling)]
  if (schema.type === 'boolean') return true
  if (schema.type === 'integer' || schema.type === 'number')
    return filling.number ?? Math.max(schema.minimum ?? 1, randomInt(10, 60))
  return schema.type === 'string' ? text(schema, filling) : filling.text
}

function record({ properties = {}, additionalProperties }: Schema, filling: Filling): object {
  const named = Object.entries(properties).map(([key, schema]) => [key, fill(schema, filling)])
  const any =
    typeof additionalProperties === 'object' ? [[filling.text.slice(0, 40), fill(additionalProperties, filling)]] : []
  return Object.fromEntries([...named, ...any])
}

const byFormat: Record<string, () => string> = {
  uuid: randomUUID,
  email: () => `${randomUUID()}@taxi.test`,
  'date-time': () => new Date().toISOString(),
}
/** Something for every pattern of the contract, found by trying. */
const forPatterns = ['10:00', 'practice-1', 'https://taxi.test/', 'USD', '60', '1']

function text({ format, pattern, maxLength = 100_000 }: Schema, { text, date = '2026-11-21' }: Filling): string {
  if (format === 'date') return date
  if (format && byFormat[format]) return byFormat[format]()
  if (pattern) return forPatterns.find(each => new RegExp(pattern).test(each)) ?? text
  return text.slice(0, maxLength)
}
