import * as z from 'zod/mini'

/** An instant on the wire: ISO 8601 in UTC. */
export const Instant = z.iso.datetime()
export const Id = z.uuid()
/** Text a person typed: trimmed, never empty, never endless. */
export const line = (max = 200) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max))
/** As long as an address of mail may be (RFC 5321). */
export const Email = z.email().check(z.maxLength(254))
/** What a one-time link or a refresh token carries. */
export const Token = z.string().check(z.maxLength(200))
export const Locale = z.enum(['ru', 'en'])
export const Theme = z.enum(['system', 'light', 'dark'])
export type Locale = z.infer<typeof Locale>
export type Theme = z.infer<typeof Theme>

/** May the asking person do it? `true`, or the code of the refusal they would get: `sentenceOf`, `nextStepOf`. */
export const Permission = z.union([z.literal(true), z.object({ code: z.string() })])
export type Permission = z.infer<typeof Permission>
