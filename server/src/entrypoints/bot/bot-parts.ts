import type { Locale } from '@taxi/contract/shapes.ts'
import type { Context } from 'grammy'
import type { Telling } from '../../company-clock.ts'
import type { peopleModel } from '../../db/generated/models.ts'
import type { Person } from '../../domain/person.ts'
import type { Parts } from '../../parts.ts'

export type BotParts = Pick<
  Parts,
  'config' | 'db' | 'change' | 'now' | 'log' | 'secrets' | 'machines' | 'companions' | 'databaseUrl' | 'faults'
>

/** Who writes or presses, looked up anew for every update. */
export interface Caller {
  /** Null while this Telegram is linked to nobody, or to somebody switched off. */
  person: peopleModel | null
  locale: Locale
}

/** Somebody linked who wants something, and how instants are told to them. */
export interface Asking extends Telling {
  person: Person
}

export type BotContext = Context & { caller: Caller }
