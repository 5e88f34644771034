import * as z from 'zod/mini'

const text = z.string()
const rest = z.unknown()

/** `[[id], title, [null, words, …, type, null, 1, [address]], …]`. */
const Source = z.tuple([z.tuple([text], rest), text], rest)

/** `rLM1Ne`: `[[title, sources, id, emoji, …]]`. */
export const Notebook = z.tuple([z.tuple([z.nullable(text), z.nullable(z.array(Source)), text], rest)], rest)
export type Notebook = z.infer<typeof Notebook>

/** `hPTbtc`: `[[[id, begun, changed]]]`, in the past `[[[id]]]`; nothing before the first question. */
export const Conversations = z.nullable(
  z.union([z.tuple([z.nullable(z.array(z.tuple([text], rest)))], rest), z.array(z.never())]),
)

/** A question is `[id, time, 1, text]`, an answer `[id, time, 2, null, [[text, null, ids, null, meta]]]`. */
const Said = z.tuple([text, z.array(z.number()), z.number()], rest)
export type Said = z.infer<typeof Said>

/** `khqZz`: the newest first, twenty at a time; a cursor when there are older ones. */
export const Turns = z.nullable(z.union([z.tuple([z.nullable(z.array(Said))], rest), z.array(z.never())]))

/** `cFji9`: `[[[id, [id, text, …, title]]]]`; what was deleted has no inside. */
export const Notes = z.nullable(z.array(z.unknown()))

/** `VfAZjd`: `[[summary], questions to ask]`. */
export const Summary = z.nullable(z.array(z.unknown()))

/** `gArtLc`: `[[[id, title, type, sources, status, …]]]`. */
export const Studio = z.nullable(
  z.union([
    z.tuple([z.nullable(z.array(z.tuple([text, z.nullable(text), z.number()], rest)))], rest),
    z.array(z.never()),
  ]),
)
export type Made = NonNullable<NonNullable<NonNullable<z.infer<typeof Studio>>[0]>>[number]
