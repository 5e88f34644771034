import type { TaxiChat } from '@taxi/contract/chat.ts'
import { SlotQuota } from '@taxi/contract/slots.ts'
import { type ChatRef, type FileAt, type Found, instantOf, type Quota, type WithBytes } from './service.ts'

/** A chat ready to be sent, before its files are fetched. */
export interface Reading {
  chat: TaxiChat
  files: ChatFile[]
  /** The service's own answers; nothing for what was read from the page. */
  raw: unknown
  /** What the service itself said is left of the account's quotas. */
  quotas: SlotQuota[]
}

/** Bytes that belong to a chat. `place` writes down in the chat where they went. */
export interface ChatFile extends FileAt {
  name: string
  mime: string
  place(path: string): unknown
}

export interface Standing {
  service: string
  source: TaxiChat['source']
  /** Why the chat is not whole; none when it is. */
  incomplete?: string | undefined
  notes?: string[]
}

/** The chat in the form every service is delivered in. */
export function readingOf(found: Found, { id, url }: ChatRef, standing: Standing, now: Date): Reading {
  const notes = [...(found.notes ?? []), ...(standing.notes ?? [])]
  const why = standing.incomplete ?? found.incomplete
  const chat: TaxiChat = {
    format: 'taxi-chat/1',
    service: standing.service,
    id,
    url,
    title: found.title,
    model: found.model,
    created_at: found.created_at,
    updated_at: found.updated_at,
    exported_at: now.toISOString(),
    source: standing.source,
    status: why ? 'partial' : 'complete',
    ...(why ? { why } : {}),
    turns: found.turns.map((turn, index) => ({
      ...turn,
      index,
      images: turn.images.map(withoutBytes),
      attachments: turn.attachments.map(withoutBytes),
    })),
    artifacts: (found.artifacts ?? []).map(withoutBytes),
    ...(found.assets ? { assets: found.assets.map(withoutBytes) } : {}),
    ...(found.sources ? { sources: found.sources } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  }
  return { chat, files: filesOf(found, chat), raw: found.raw, quotas: told(found.quotas ?? []) }
}

/** Without those that say neither how much nor until when. */
const told = (quotas: Quota[]): SlotQuota[] =>
  quotas.flatMap(({ what, left, resets_at }) => {
    const quota = SlotQuota.safeParse({ what: what.trim(), left, resets_at: instantOf(resets_at) })
    return quota.success && (left !== null || quota.data.resets_at) ? [quota.data] : []
  })

function withoutBytes<T extends WithBytes>({ bytes: _, ...rest }: T): Omit<T, 'bytes'> {
  return rest
}

function filesOf(found: Found, chat: TaxiChat): ChatFile[] {
  return [
    ...found.turns.flatMap(({ images, attachments }, index) => [
      ...named(images, chat.turns[index]?.images, ({ name }) => [name, 'image/png']),
      ...named(attachments, chat.turns[index]?.attachments, ({ name, mime }) => [name, mime]),
    ]),
    ...named(found.artifacts, chat.artifacts, ({ title, type }) => [title, type]),
    ...named(found.assets, chat.assets, ({ title, mime }) => [title, mime]),
  ]
}

/** The bytes of these, each with its place in the chat. */
function named<T extends WithBytes>(
  things: T[] | undefined,
  placed: { path?: string }[] | undefined,
  nameOf: (thing: T) => [name: string, mime: string],
): ChatFile[] {
  return (things ?? []).flatMap((thing, index) => {
    const [name, mime] = nameOf(thing)
    const to = placed?.[index]
    return thing.bytes && to ? [{ name, mime, ...thing.bytes, place: path => Object.assign(to, { path }) }] : []
  })
}
