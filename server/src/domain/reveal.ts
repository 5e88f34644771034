import type { Limit } from './sign-in.ts'

const HOUR = 3_600_000

/** How often one person may look at credentials: enough for a day of trouble, too few to carry all of them off unseen. */
export const REVEALS: Limit = { most: 10, withinMs: HOUR, restMs: HOUR }
/** How long a screen may show them. */
export const REVEALED_SECONDS = 30
