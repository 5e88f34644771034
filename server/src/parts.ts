import type { CompanionResults, JoinTicket, ToCompanion } from '@taxi/contract/companion.ts'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Change, Db } from './db/client.ts'
import type { Faults } from './faults.ts'
import type { MachineDriver } from './outside/machine/driver.ts'
import type { Mail } from './outside/mail.ts'
import type { Secrets } from './outside/secrets.ts'

/** What an action is given. Built once in `main.ts`; tests build it with fakes where the outside begins. */
export interface Parts {
  config: Config
  /** This server's life: of several on one database each says what it has in hand. */
  serverId: string
  /** For reading. Writing goes through `change`. */
  db: Db
  /** One transaction; what it announces leaves with its commit, or not at all. */
  change: Change
  now: () => Date
  log: Logger
  secrets: Secrets
  machines: Machines
  companions: Companions
  desks: SessionGateway
  /** Null: no mail server is set. */
  mail: Mail | null
  /** For parts that connect by themselves: worker threads. Absent in tests that start none. */
  databaseUrl?: string
  /** The bot that delivers; its name is known once it has started. `take`: what Telegram brought to the webhook. */
  bot?: { readonly username: string | null; take?(brought: Brought): Promise<200 | 404 | 503> }
  /** In tests of crashes alone. */
  faults?: Faults | undefined
}

/** What Telegram brought: the address it knocked at, and what it said. */
export interface Brought {
  botId: string
  path: string
  header: string
  update: unknown
}

export interface Machines {
  /** The driver of this machine; the same object every time. Throws `MachineError` for an unknown machine. */
  driver(machineId: string): Promise<MachineDriver>
  /** Stops everything this server runs on machines. */
  close(): Promise<void>
}

type Command = Exclude<ToCompanion, { t: 'beat' }>
/** Distributes over the union, so that each command keeps its own fields. */
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

export interface Companions {
  /** The companion of this machine, when its line is up. */
  connected(machineId: string): { version: string; since: Date } | null
  /** Asks and waits for the answer. Throws when the line is down, the answer is an error, or `timeoutMs` passed. */
  ask<const C extends WithoutId<Command>>(
    machineId: string,
    command: C,
    timeoutMs: number,
  ): Promise<CompanionResults[C['t']]>
  /** A fresh machine token, its hash stored; the old one stops working. */
  ticket(machineId: string): Promise<JoinTicket>
  close(): Promise<void>
}

/** The way to the screens of running sessions: opens, closes and lists desks. */
export interface SessionGateway {
  /** `<base>/desk/<session id>#p=<pass>` with a fresh one-time pass; the connection id is the session id. */
  open(session: {
    id: string
    person_id: string
    /** The sign-in that asks: when it is signed out, desks opened with this pass close. */
    family_id?: string
    /** Somebody else's session, to look without touching. */
    watch?: boolean
  }): Promise<{ connection_id: string; guacamole_url: string; expires_at: Date }>
  /** Cuts owner and watchers at once. `code` is a Guacamole status code, `reason` an end reason or a word the page knows. With `personId` that person's pages alone. */
  close(sessionId: string, code: number, reason: string, personId?: string): void
  /** Another window than this one has the session's desk, and answers. A tunnel whose browser is gone does not count. */
  isInUse(sessionId: string, windowId: string | null): Promise<boolean>
  list(): { session_id: string; person_id: string; family_id: string | null; since: Date; read_only: boolean }[]
  shutdown(): Promise<void>
}
