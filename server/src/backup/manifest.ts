import * as z from 'zod/mini'

/** What a backup says of itself: the first file in it. */
export const BackupManifest = z.object({
  format: z.literal('taxi-backup/1'),
  /** The moment it shows. */
  at: z.iso.datetime(),
  /** The database's migrations then: it is read back into exactly these. */
  migrations: z.array(z.string()),
  /** In the order they are read back. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number() })),
})
export type BackupManifest = z.infer<typeof BackupManifest>
