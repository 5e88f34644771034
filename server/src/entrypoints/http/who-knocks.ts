import type { IncomingMessage } from 'node:http'
import { type Claims, readToken } from '../../outside/access-token.ts'
import { hashOf } from '../../outside/secrets.ts'
import type { Parts } from '../../parts.ts'
import type { Who } from './knock.ts'
import { liveVisitor } from './live-visitor.ts'

export interface Doorkeeper {
  /** Who holds this token; nobody when it is wrong, old, signed out, or its person disabled. */
  whoHolds(token: string | null): Promise<Who>
  /** The companion of this session, if the token is its upload token. */
  companionOf(sessionId: string, token: string | null): Promise<Who>
  /** Something about this person changed: what is remembered of them counts no more. */
  forget(personId: string): void
}

const nobody: Who = { kind: 'nobody' }
/** A page sends several requests at once: the answer is remembered that long, and dropped with news of the person. */
const REMEMBER_MS = 1_000
const REMEMBERED_MOST = 2_000
/** Uploads that were under way when the session ended may still arrive. */
const UPLOAD_GRACE_MS = 15 * 60_000

export function createDoorkeeper(parts: Pick<Parts, 'db' | 'secrets' | 'now'>): Doorkeeper {
  const known = new Map<string, { at: number; personId: string; who: Promise<Who> }>()

  async function look(claims: Claims): Promise<Who> {
    const person = await liveVisitor(parts, claims.personId, claims.familyId)
    if (!person) return nobody
    if (claims.typ === 'desk') return { kind: 'desk', person, sessionId: claims.sessionId, windowId: claims.windowId }
    return { kind: 'person', person: { ...person, familyId: claims.familyId } }
  }

  return {
    async whoHolds(token) {
      if (!token) return nobody
      const remembered = known.get(token)
      if (remembered && performance.now() - remembered.at < REMEMBER_MS) return remembered.who
      const claims = readToken(parts, token)
      if (!claims) return nobody
      if (known.size > REMEMBERED_MOST) known.clear()
      const who = look(claims)
      known.set(token, { at: performance.now(), personId: claims.personId, who })
      who.catch(() => known.delete(token))
      return who
    },

    async companionOf(sessionId, token) {
      if (!token) return nobody
      const session = await parts.db.sessions.findFirst({
        where: {
          id: sessionId,
          upload_token_hash: hashOf(token),
          person: { disabled_at: null },
          OR: [{ freed_at: null }, { ended_at: { gt: new Date(parts.now().getTime() - UPLOAD_GRACE_MS) } }],
        },
        select: { id: true },
      })
      return session ? { kind: 'companion', sessionId } : nobody
    },

    forget(personId) {
      for (const [token, entry] of known) if (entry.personId === personId) known.delete(token)
    },
  }
}

/** Only taken out here: whether it is a token is for whoever reads it. */
export function bearerOf({ headers: { authorization = '' } }: IncomingMessage): string | null {
  return /^Bearer \S/i.test(authorization) ? authorization.slice('Bearer '.length) : null
}
