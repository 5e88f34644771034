import { hkdfSync, randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import * as z from 'zod/mini'
import { ACCESS_SECONDS } from '../domain/tokens.ts'
import type { Parts } from '../parts.ts'

type Needs = Pick<Parts, 'secrets' | 'now'>
/** What a token that was checked says. `familyId` is the sign-in it comes from. */
export type Claims =
  | { typ: 'access'; personId: string; familyId: string }
  | { typ: 'desk'; personId: string; familyId: string | null; sessionId: string; windowId: string | null }

const ISSUER = 'vdi-taxi'
/** Every kind has a header, an audience and a key of its own: one is never taken for the other (RFC 8725, 3.11 and 3.12). */
const kinds = {
  access: { header: 'at+jwt', audience: 'taxi-server' },
  desk: { header: 'desk+jwt', audience: 'taxi-desk' },
} as const
type Kind = keyof typeof kinds

/** What the library does not ask for by itself. */
const common = { sub: z.uuid(), jti: z.uuid(), iat: z.number(), exp: z.number() }
const Payload = z.discriminatedUnion('typ', [
  z.object({ typ: z.literal('access'), fam: z.uuid(), ...common }),
  z.object({ typ: z.literal('desk'), sid: z.uuid(), fam: z.optional(z.uuid()), win: z.optional(z.uuid()), ...common }),
])

export function signAccessToken(parts: Needs, { personId, familyId }: { personId: string; familyId: string }): string {
  return sign(parts, 'access', { sub: personId, fam: familyId })
}

/** Serves one session's desk page and nothing else. `windowId`: which window it is, however often the token is renewed. */
export function signDeskToken(
  parts: Needs,
  desk: { personId: string; familyId: string | null; sessionId: string; windowId?: string | null },
): string {
  const { personId, familyId, sessionId, windowId } = desk
  const claims = { sub: personId, sid: sessionId, ...(familyId ? { fam: familyId } : {}) }
  return sign(parts, 'desk', { ...claims, ...(windowId ? { win: windowId } : {}) })
}

/** What the token says, or null when it is not ours, too old, or lacks a claim. */
export function readToken(parts: Needs, token: string): Claims | null {
  const kind = kindOf(token)
  const payload = Payload.safeParse(kind && verified(parts, kind, token))
  if (!payload.success || payload.data.typ !== kind) return null
  const { data } = payload
  if (data.typ === 'access') return { typ: 'access', personId: data.sub, familyId: data.fam }
  const { sub: personId, sid: sessionId } = data
  return { typ: 'desk', personId, familyId: data.fam ?? null, sessionId, windowId: data.win ?? null }
}

function sign({ secrets, now }: Needs, kind: Kind, claims: Record<string, string>): string {
  const iat = Math.floor(now().getTime() / 1000)
  const { header, audience } = kinds[kind]
  const times = { jti: randomUUID(), iat, exp: iat + ACCESS_SECONDS }
  return jwt.sign({ ...claims, typ: kind, iss: ISSUER, aud: audience, ...times }, keyOf(secrets, kind), {
    algorithm: 'HS256',
    header: { alg: 'HS256', typ: header },
  })
}

/** Which kind a token claims to be; null when its header is not exactly one of ours: nothing in it is negotiable. */
function kindOf(token: string): Kind | null {
  const header: object = jwt.decode(token, { complete: true })?.header ?? {}
  const { alg, typ, ...rest } = header as Record<string, unknown>
  if (alg !== 'HS256' || Object.keys(rest).length) return null
  return (Object.keys(kinds) as Kind[]).find(kind => kinds[kind].header === typ) ?? null
}

function verified({ secrets, now }: Needs, kind: Kind, token: string): unknown {
  try {
    return jwt.verify(token, keyOf(secrets, kind), {
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: kinds[kind].audience,
      maxAge: ACCESS_SECONDS,
      clockTimestamp: Math.floor(now().getTime() / 1000),
    })
  } catch {
    return null
  }
}

function keyOf({ tokenKey }: Needs['secrets'], kind: Kind): Buffer {
  return kind === 'access' ? tokenKey : Buffer.from(hkdfSync('sha256', tokenKey, '', `${kind} token`, 32))
}
