import * as z from 'zod/mini'
import { Instant } from './shapes.ts'

/** One file in the machine's Downloads. */
export const DeskFile = z.object({
  /** Below Downloads; names the file in every call. */
  path: z.string(),
  bytes: z.number(),
  at: Instant,
  /** False while the machine's browser is still downloading it. */
  whole: z.boolean(),
})
export type DeskFile = z.infer<typeof DeskFile>

export const DeskFiles = z.object({
  files: z.array(DeskFile),
  /** How large one file may be, in bytes. */
  limit: z.number(),
  /** How many bytes still fit on the machine. */
  room: z.number(),
})
export type DeskFiles = z.infer<typeof DeskFiles>

/** As long as a path below Downloads may be. */
export const FilePath = z.string().check(z.minLength(1), z.maxLength(1000))
