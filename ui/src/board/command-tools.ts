import type { Client } from '@taxi/contract/client.ts'
import type { Live } from '../live/live.ts'
import type { Done } from './done.ts'

/** What the commands of one subject are made of. */
export interface CommandTools {
  client: Client
  live: Live
  /** One at a time per name: a slot's id, or what else the buttons belong to. Failures are told. */
  run: (name: string, work: () => Promise<void>) => Promise<void>
  openTabs: (urls: string[]) => Promise<void>
  tell: (what: Done) => void
}
