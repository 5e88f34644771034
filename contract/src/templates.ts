import * as z from 'zod/mini'
import { Occupied } from './sessions.ts'
import { Id, line, Permission } from './shapes.ts'
import { SlotState } from './slots.ts'

/** Lucide names a template may carry. */
export const templateIcons = [
  'rocket',
  'search',
  'image',
  'film',
  'code',
  'book-open',
  'flask-conical',
  'pen-line',
  'layers',
  'star',
] as const
export const TemplateIcon = z.enum(templateIcons)
export type TemplateIcon = z.infer<typeof TemplateIcon>

/** A named set of slots launched together: all or none. */
export const TemplateView = z.object({
  id: Id,
  name: z.string(),
  icon: TemplateIcon,
  slot_ids: z.array(z.string()),
  slots: z.array(z.object({ id: z.string(), name: z.string(), state: SlotState, mine: z.boolean() })),
  url: z.nullable(z.string()),
  /** Everybody sees it; only its maker and administrators change it. */
  shared: z.boolean(),
  mine: z.boolean(),
  created_by: z.string(),
  /** What fills the refusal of `launch`: the first slot in the way (`slot`, `slot_id`), `why`, and by whom and until when. */
  obstacle: z.nullable(z.record(z.string(), z.string())),
  may: z.object({ launch: Permission, change: Permission }),
})
export type TemplateView = z.infer<typeof TemplateView>

export const TemplateDraft = z.object({
  name: line(60),
  icon: z._default(TemplateIcon, 'layers'),
  slot_ids: z.array(z.string().check(z.maxLength(40))).check(z.minLength(1), z.maxLength(10)),
  /** A page to open beside the desks. */
  url: z._default(z.nullable(z.string().check(z.maxLength(500), z.regex(/^https?:\/\//))), null),
  shared: z._default(z.boolean(), false),
})
export type TemplateDraft = z.infer<typeof TemplateDraft>

/** One seat for each of its slots, in its order. */
export const Launched = z.object({ seats: z.array(z.object({ ...Occupied.shape, slot_id: z.string() })) })
export type Launched = z.infer<typeof Launched>
