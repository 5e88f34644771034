import type { Guard } from './guards.ts'

const EVERYWHERE = [
  'main_frame',
  'sub_frame',
  'stylesheet',
  'script',
  'image',
  'font',
  'object',
  'xmlhttprequest',
  'ping',
  'media',
  'websocket',
  'other',
] as const

/** What the browser is told to stop: rule n is the n-th guard, counted from 1. A URL block list would let `fetch` through. */
export const rulesOf = (guards: Guard[]) =>
  guards.map(({ hosts, path = '/', methods }, index) => ({
    id: index + 1,
    action: { type: 'block' as const },
    condition: {
      regexFilter: `^https?://[^/]+${path}`,
      requestDomains: hosts,
      resourceTypes: [...EVERYWHERE],
      ...(methods ? { requestMethods: methods } : {}),
    },
  }))
