import { type Client, createClient } from '@taxi/contract/client.ts'

/** A client whose requests come from this address: the server believes a proxy on its own host. */
export function clientFrom(base: string, address: string, token?: string): Client {
  const send = (input: string | URL | Request, init: RequestInit = {}) =>
    fetch(input, { ...init, headers: { ...init.headers, 'x-forwarded-for': address } })
  return createClient({ base, token: () => token ?? null, locale: () => 'en', fetch: send })
}
