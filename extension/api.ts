import { type Client, createClient } from '@taxi/contract/client.ts'
import type { Locale } from '@taxi/contract/shapes.ts'
import { keepSignedIn, type SignInKeeper } from '@taxi/ui/sign-in/keeper.ts'
import { storage } from './storage.ts'

export interface Api {
  base: string
  client: Client
  signIn: SignInKeeper
}

/** The way to the server for popup and background alike: they share one sign-in. */
export function createApi(base: string, locale: () => Locale): Api {
  const signIn = keepSignedIn(base, { read: storage.tokens.get, write: storage.tokens.set })
  const client = createClient({ base, token: signIn.token, renew: signIn.renew, locale })
  return { base, client, signIn }
}
