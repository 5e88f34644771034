import * as z from 'zod/mini'
import { Id, Instant } from './shapes.ts'

export const DumpState = z.enum(['sealing', 'pulling', 'assembling', 'ready', 'delivered', 'kept', 'expired'])
export type DumpState = z.infer<typeof DumpState>
export const ItemStatus = z.enum(['complete', 'partial', 'missing'])
export type ItemStatus = z.infer<typeof ItemStatus>
export const ItemKind = z.enum(['chat', 'chat_file', 'tabs', 'history', 'download', 'clipboard', 'screenshot', 'page'])
export type ItemKind = z.infer<typeof ItemKind>

export const DumpItem = z.object({
  /** Path inside the dump; for a missing item, where it would have been. */
  path: z.string(),
  kind: ItemKind,
  bytes: z.number(),
  sha256: z.nullable(z.string()),
  status: ItemStatus,
  why: z.optional(z.string()),
  /** Who delivered it: the companion's journal, the machine's seal, or the server itself. */
  source: z.enum(['companion', 'machine', 'server']),
})
export type DumpItem = z.infer<typeof DumpItem>

export const DumpPart = z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })
export type DumpPart = z.infer<typeof DumpPart>

/** `manifest.json`, format taxi-dump/1. */
export const Manifest = z.object({
  format: z.literal('taxi-dump/1'),
  dump_id: Id,
  session: z.object({
    id: Id,
    started_at: Instant,
    ended_at: Instant,
    end_reason: z.string(),
  }),
  person: z.object({ id: Id, name: z.string() }),
  slot: z.object({ id: z.string(), name: z.string(), service: z.string() }),
  items: z.array(DumpItem),
  parts: z.array(z.object({ name: z.string(), items: z.array(z.string()) })),
})
export type Manifest = z.infer<typeof Manifest>

/** How far a dump is: `collecting` counts what came from the machine, `sending` the files that reached Telegram. */
export const DumpProgress = z.object({
  stage: z.enum(['sealing', 'collecting', 'assembling', 'sending']),
  done: z.number(),
  total: z.number(),
})
export type DumpProgress = z.infer<typeof DumpProgress>

export const DumpView = z.object({
  id: Id,
  session_id: Id,
  state: DumpState,
  created_at: Instant,
  expires_at: Instant,
  progress: z.nullable(DumpProgress),
  /** Deleted by its owner before its time. */
  deleted_at: z.nullable(Instant),
  chats: z.number(),
  bytes: z.number(),
  /** `index.html` first, then the zips. Downloaded at `dumps/<id>/file/<number>`, counted from 0. */
  parts: z.array(DumpPart),
  items: z.array(DumpItem),
})
export type DumpView = z.infer<typeof DumpView>
