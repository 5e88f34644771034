import { makeLink } from '../db/write/make-link.ts'
import { INVITATION_MS } from '../domain/tokens.ts'
import type { Parts } from '../parts.ts'
import { publicUrl } from '../public-url.ts'

/** The one-time link by which the first administrator comes in; null once there is one. Earlier links die. */
export async function offerFirstAdmin(parts: Pick<Parts, 'change' | 'config' | 'now'>): Promise<string | null> {
  const { token } = await parts.change(async tx => {
    if (await tx.people.count({ where: { is_admin: true } })) return { token: null }
    return makeLink(tx, { kind: 'first_admin', personId: null, now: parts.now(), ms: INVITATION_MS })
  })
  return token && `${publicUrl(parts.config)}/app/setup#t=${token}`
}
