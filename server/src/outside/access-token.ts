import { randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { ACCESS_SECONDS } from '../domain/tokens.ts'
import type { Parts } from '../parts.ts'

type Needs = Pick<Parts, 'secrets' | 'now'>
/** What a token that was checked says. `familyId` is the sign-in it comes from. */
export type Claims =
  | { typ: 'access'; personId: string; familyId: string }
  | { typ: 'desk'; personId: string; familyId: string | null; sessionId: string }

const ISSUER = 'vdi-taxi'
const AUDIENCE = 'taxi-server'

export function signAccessToken(parts: Needs, { personId, familyId }: { personId: string; familyId: string }): string {
  return sign(parts, { typ: 'access', sub: personId, fam: familyId })
}

/** Serves one session's desk page and nothing else. */
export function signDeskToken(
  parts: Needs,
  { personId, familyId, sessionId }: { personId: string; familyId: string | null; sessionId: string },
): string {
  return sign(parts, { typ: 'desk', sub: personId, sid: sessionId, ...(familyId ? { fam: familyId } : {}) })
}

/** What the token says, or null when it is not ours, too old, or lacks a claim: the library asks for none of them by itself. */
export function readToken(parts: Needs, token: string): Claims | null {
  const payload = verified(parts, token)
  if (!payload || typeof payload.exp !== 'number' || typeof payload.jti !== 'string') return null
  const { typ, sub, fam, sid } = payload
  if (typeof sub !== 'string') return null
  if (typ === 'access' && typeof fam === 'string') return { typ, personId: sub, familyId: fam }
  if (typ === 'desk' && typeof sid === 'string')
    return { typ, personId: sub, sessionId: sid, familyId: typeof fam === 'string' ? fam : null }
  return null
}

function sign({ secrets, now }: Needs, claims: Record<string, string>): string {
  const iat = Math.floor(now().getTime() / 1000)
  const payload = { ...claims, iss: ISSUER, aud: AUDIENCE, jti: randomUUID(), iat, exp: iat + ACCESS_SECONDS }
  return jwt.sign(payload, secrets.tokenKey, { algorithm: 'HS256' })
}

function verified({ secrets, now }: Needs, token: string): jwt.JwtPayload | null {
  try {
    const payload = jwt.verify(token, secrets.tokenKey, {
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: AUDIENCE,
      maxAge: ACCESS_SECONDS,
      clockTimestamp: Math.floor(now().getTime() / 1000),
    })
    return typeof payload === 'object' ? payload : null
  } catch {
    return null
  }
}
